import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

/** The system's browser, which scripts/setup installs; else the one that Playwright has downloaded. */
const systemBrowser = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) =>
  existsSync(path),
);

export default defineConfig({
  testDir: "journeys",
  // A debug build on a busy machine is slow; nothing waits longer than it must.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  // Every test has a browser, and the server computes on all processors.
  workers: 1,
  forbidOnly: true,
  reporter: process.env.CI ? "dot" : "list",
  outputDir: "journeys/.results",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "UTC",
    actionTimeout: 30_000,
    acceptDownloads: true,
    trace: "retain-on-failure",
    launchOptions: systemBrowser ? { executablePath: systemBrowser } : {},
  },
  projects: [
    { name: "journeys", testIgnore: "**/screenshots.spec.ts" },
    { name: "screenshots", testMatch: "**/screenshots.spec.ts" },
  ],
});
