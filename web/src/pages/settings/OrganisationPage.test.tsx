// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Refusal, requests, serve, show, tenant, user } from "~/testing/screen";
import { OrganisationPage } from "./OrganisationPage";

describe("an organisation's settings", () => {
  it("limit where members come from, as far as that is written well", async () => {
    serve({ "PUT /api/v2/tenants/t1": { ...tenant, allowed_ips: ["192.0.2.0/24"] } });
    const { user: person } = await show(<OrganisationPage />);
    const field = screen.getByLabelText("Addresses that members may come from");
    const save = screen.getByRole("button", { name: "Save addresses" });
    expect(save).toHaveProperty("disabled", true);
    await person.type(field, "192.0.2.0/24, somewhere");
    expect(screen.getByText("Not an address or a range: somewhere")).toBeTruthy();
    expect(save).toHaveProperty("disabled", true);
    await person.clear(field);
    await person.type(field, "192.0.2.0/24");
    expect(screen.getByText(/you lock yourself out/)).toBeTruthy();
    await person.click(save);
    await waitFor(() =>
      expect(requests("PUT /api/v2/tenants/t1")[0]?.body).toEqual({
        allowed_ips: ["192.0.2.0/24"],
      }),
    );
  });

  it("ask for a second factor", async () => {
    serve({ "PUT /api/v2/tenants/t1": { ...tenant, requires_second_factor: true } });
    const { user: person } = await show(<OrganisationPage />);
    await person.click(screen.getByRole("switch", { name: /Members need a second factor/ }));
    await waitFor(() =>
      expect(requests("PUT /api/v2/tenants/t1")[0]?.body).toEqual({
        requires_second_factor: true,
      }),
    );
  });

  it("delete it only after its name is typed", async () => {
    serve({ "DELETE /api/v2/tenants/t1": new Refusal(403, "Only owners can delete it.") });
    const { user: person } = await show(<OrganisationPage />);
    await person.click(screen.getByRole("button", { name: "Delete Los Alamos" }));
    const field = await screen.findByLabelText("Type Los Alamos to go on");
    const remove = screen.getByRole("button", { name: "Delete for good" });
    await person.type(field, "Los Alamo");
    expect(remove).toHaveProperty("disabled", true);
    await person.type(field, "s{Enter}");
    expect(await screen.findByText("Only owners can delete it.")).toBeTruthy();
    expect(requests("DELETE /api/v2/tenants/t1")).toHaveLength(1);
  });

  it("are only told to those who may not change them", async () => {
    await show(<OrganisationPage />, user(["members:read"]));
    expect(await screen.findByText("Los Alamos")).toBeTruthy();
    expect(screen.queryByText("Sign-in")).toBeNull();
    expect(screen.queryByText("Delete the organisation")).toBeNull();
  });
});
