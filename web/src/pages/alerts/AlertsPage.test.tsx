// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AlertRule } from "~/api/alerts";
import { never, Refusal, requests, serve, show, user } from "~/testing/screen";
import { AlertsPage } from "./AlertsPage";

const rule: AlertRule = {
  id: "a1",
  name: "Loss too likely",
  subject: { kind: "result", workbook_id: "w1", statistic: "Model!B20 < 0" },
  comparator: "above",
  threshold: 0.1,
  channels: ["in_app", "email"],
  cooldown_seconds: 3600,
  is_enabled: true,
  state: "firing",
  last_value: 0.25,
  last_evaluated_at: "2026-11-20T10:00:00Z",
  last_fired_at: "2026-11-20T10:00:00Z",
  created_at: "2026-11-01T10:00:00Z",
  created_by: "u1",
};

function surroundings() {
  serve({
    "GET /api/v2/workbooks": { items: [{ id: "w1", name: "plan.xlsx" }] },
    "GET /api/v2/saved-simulations": { items: [] },
    "GET /api/v2/results": {
      items: [{ headlines: [], probabilities: [{ expression: "Model!B20 < 0" }] }],
    },
    "GET /api/v2/notifications/preferences": {
      events: [],
      available_channels: ["in_app", "email"],
    },
  });
}

describe("alerts", () => {
  it("loads, and teaches where there are none", async () => {
    surroundings();
    serve({ "GET /api/v2/alerts": never });
    const { client } = await show(<AlertsPage />);
    expect(await screen.findByRole("status", { name: "Loading" })).toBeTruthy();
    client.setQueryData(["alerts"], { items: [] });
    expect(await screen.findByText("No alerts yet")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Add an alert" })).toBeTruthy();
  });

  it("says what is wrong and tries again", async () => {
    surroundings();
    let isUp = false;
    serve({
      "GET /api/v2/alerts": () =>
        isUp ? { items: [rule] } : new Refusal(500, "Notifications can't be reached."),
    });
    const { user: person } = await show(<AlertsPage />);
    expect(await screen.findByText("Notifications can't be reached.")).toBeTruthy();
    isUp = true;
    await person.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Loss too likely")).toBeTruthy();
    expect(
      await screen.findByText("The probability of Model!B20 < 0 in plan.xlsx is above 10.0%."),
    ).toBeTruthy();
    expect(screen.getByText("Condition holds")).toBeTruthy();
    expect(screen.getByText(/^25\.0% /)).toBeTruthy();
  });

  it("adds one by keyboard alone", async () => {
    surroundings();
    serve({ "GET /api/v2/alerts": { items: [] }, "POST /api/v2/alerts": rule });
    const { user: person } = await show(<AlertsPage />);
    (await screen.findByRole("button", { name: "Add an alert" })).focus();
    await person.keyboard("{Enter}");
    const dialog = within(await screen.findByRole("dialog", { name: "Add an alert" }));
    await person.type(dialog.getByLabelText(/^Name/), "Loss too likely");
    await person.keyboard("{Enter}");
    expect(dialog.getByText(/Still missing: the workbook, the condition/)).toBeTruthy();
    await person.click(dialog.getByRole("combobox", { name: /^Workbook/ }));
    await person.keyboard("{ArrowDown}{Enter}");
    await person.type(dialog.getByLabelText(/^Condition/, { selector: "input" }), "Model!B20 < 0");
    await person.type(dialog.getByLabelText(/^This figure/), "10");
    await person.click(dialog.getByRole("button", { name: "Add" }));
    await waitFor(() => expect(requests("POST /api/v2/alerts")).toHaveLength(1));
    expect(requests("POST /api/v2/alerts")[0]?.body).toMatchObject({
      name: "Loss too likely",
      subject: { kind: "result", workbook_id: "w1", statistic: "Model!B20 < 0" },
      threshold: 0.1,
      channels: ["in_app"],
    });
  });

  it("switches one off and removes it after asking", async () => {
    surroundings();
    serve({
      "GET /api/v2/alerts": { items: [rule] },
      "PUT /api/v2/alerts/a1": { ...rule, is_enabled: false },
      "DELETE /api/v2/alerts/a1": undefined,
    });
    const { user: person } = await show(<AlertsPage />);
    await person.click(await screen.findByLabelText("Look at Loss too likely"));
    await waitFor(() =>
      expect(requests("PUT /api/v2/alerts/a1")[0]?.body).toEqual({ is_enabled: false }),
    );
    await person.click(screen.getByRole("button", { name: "Remove Loss too likely" }));
    expect(requests("DELETE /api/v2/alerts/a1")).toHaveLength(0);
    const dialog = await screen.findByRole("dialog");
    await person.click(within(dialog).getByRole("button", { name: "Remove" }));
    await waitFor(() => expect(requests("DELETE /api/v2/alerts/a1")).toHaveLength(1));
  });

  it("offers nothing to those who may only look", async () => {
    surroundings();
    serve({ "GET /api/v2/alerts": { items: [rule] } });
    await show(<AlertsPage />, user(["notifications:read"]));
    expect(await screen.findByText("Loss too likely")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });
});
