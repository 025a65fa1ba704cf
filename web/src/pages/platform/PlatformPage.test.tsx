// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Refusal, requests, serve, show, user } from "~/testing/screen";
import { PlatformPage } from "./PlatformPage";

const operator = user(["platform:operate"]);

function surroundings() {
  serve({
    "GET /gateway/health": {
      status: "HEALTHY",
      version: "0.1.0",
      uptime_seconds: 3700,
      requests_in_flight: 2,
      requests_total: 1234,
      websockets: 0,
      rate_limited_total: 0,
      breakers_open: 1,
    },
    "GET /gateway/services": {
      instances: [
        {
          service: "files",
          id: "f1",
          address: "http://10.0.3.7:8002",
          status: "UNHEALTHY",
          is_ready: false,
          consecutive_failures: 3,
          requests_in_flight: 0,
          message: "connection refused",
        },
      ],
    },
    "GET /gateway/circuit-breakers": {
      breakers: [
        {
          service: "files",
          state: "OPEN",
          calls: 20,
          failures: 12,
          consecutive_failures: 5,
          refused: 7,
          last_error: "connection refused",
        },
        {
          service: "results",
          state: "CLOSED",
          calls: 5,
          failures: 0,
          consecutive_failures: 0,
          refused: 0,
        },
      ],
    },
    "GET /api/v2/compute/devices": { devices: [] },
    "GET /api/v2/compute/tasks": { items: [] },
    "GET /api/v2/compute/metrics": {
      trials_per_second: 2.5e6,
      trials_total: 1e9,
      tasks_waiting: 1,
      tasks_running: 2,
      tasks_completed: 3,
      tasks_failed: 0,
      queue_wait_seconds: { p95: 0.4 },
      memory_pools: [],
      history: [],
    },
  });
}

describe("the platform's page", () => {
  it("shows services and closes a breaker after asking", async () => {
    surroundings();
    serve({ "POST /gateway/circuit-breakers/files/reset": {} });
    const { user: person } = await show(<PlatformPage />, operator);
    const services = within(await screen.findByRole("region", { name: "Services" }));
    expect(await services.findByText("connection refused")).toBeTruthy();
    expect(services.getByText("down")).toBeTruthy();
    expect(await screen.findByText("2.5 million trials a second")).toBeTruthy();
    expect(screen.getByText("Nothing waits, nothing runs.")).toBeTruthy();
    // Only the open one can be closed.
    const close = await screen.findByRole("button", { name: "Close the breaker of files" });
    expect(screen.queryByRole("button", { name: "Close the breaker of results" })).toBeNull();
    await person.click(close);
    const dialog = within(await screen.findByRole("dialog"));
    await person.click(dialog.getByRole("button", { name: "Close it" }));
    await waitFor(() =>
      expect(requests("POST /gateway/circuit-breakers/files/reset")).toHaveLength(1),
    );
  });

  it("shows the rest where one part fails", async () => {
    surroundings();
    serve({ "GET /api/v2/compute/devices": new Refusal(503, "Compute can't be reached.") });
    await show(<PlatformPage />, operator);
    const devices = within(await screen.findByRole("region", { name: "Devices" }));
    expect(await devices.findByText("Compute can't be reached.")).toBeTruthy();
    expect(devices.getByRole("button", { name: "Try again" })).toBeTruthy();
    expect(await screen.findByText("http://10.0.3.7:8002")).toBeTruthy();
  });

  it("tells others that it isn't for them, and asks nothing", async () => {
    await show(<PlatformPage />);
    expect(await screen.findByText("This page is for operators")).toBeTruthy();
    expect(requests("GET /gateway/services")).toHaveLength(0);
  });
});
