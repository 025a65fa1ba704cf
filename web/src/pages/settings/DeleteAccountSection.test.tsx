// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { Refusal, requests, serve, show } from "~/testing/screen";
import { DeleteAccountSection } from "./DeleteAccountSection";

const profile = { email: "stan@example.com", has_password: true };

describe("deleting an account", () => {
  it("asks for the password and whether one is sure", async () => {
    const onDeleted = vi.fn();
    serve({ "DELETE /api/v2/users/profile": undefined });
    const { user } = await show(<DeleteAccountSection profile={profile} onDeleted={onDeleted} />);
    await user.click(screen.getByRole("button", { name: "Delete my account" }));
    const remove = await screen.findByRole("button", { name: "Delete for good" });
    expect(remove).toHaveProperty("disabled", true);
    await user.type(screen.getByLabelText(/Your password/), "correct horse");
    expect(remove).toHaveProperty("disabled", true);
    await user.click(screen.getByLabelText("I have downloaded what I want to keep"));
    await user.click(remove);
    await waitFor(() => expect(onDeleted).toHaveBeenCalled());
    expect(requests("DELETE /api/v2/users/profile")[0]?.body).toEqual({
      password: "correct horse",
    });
  });

  it("keeps it where the service refuses, and says why", async () => {
    const onDeleted = vi.fn();
    const why = "You are the only owner of an organisation with other members.";
    serve({ "DELETE /api/v2/users/profile": new Refusal(409, why) });
    const { user } = await show(
      <DeleteAccountSection profile={{ ...profile, has_password: false }} onDeleted={onDeleted} />,
    );
    await user.click(screen.getByRole("button", { name: "Delete my account" }));
    await user.click(await screen.findByLabelText("I have downloaded what I want to keep"));
    expect(screen.queryByLabelText(/Your password/)).toBeNull();
    await user.click(screen.getByRole("button", { name: "Delete for good" }));
    expect(await screen.findByText(why)).toBeTruthy();
    expect(onDeleted).not.toHaveBeenCalled();
    expect(requests("DELETE /api/v2/users/profile")[0]?.body).toEqual({ password: null });
  });
});
