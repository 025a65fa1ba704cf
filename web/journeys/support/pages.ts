import { expect, type Page } from "@playwright/test";

/** Pages for those who are signed out, by name. */
export const signedOutPages: Readonly<Record<string, string>> = {
  "sign-in": "/sign-in",
  register: "/register",
  reset: "/reset-password",
};

/** What the pages show that are about one thing. */
export interface Shown {
  workbook: string;
  cell: string;
  result: string;
  /** Ids of results. */
  compared: readonly string[];
}

/** Every page for those who are signed in, by name. */
export function signedInPages({ workbook, cell, result, compared }: Shown): Record<string, string> {
  return {
    home: "/",
    workbooks: "/workbooks",
    workbook: `${workbook}?cell=${encodeURIComponent(cell)}`,
    files: "/files",
    simulations: "/simulations",
    result,
    drivers: `${result}?view=drivers`,
    scenarios: `${result}?view=scenario`,
    convergence: `${result}?view=convergence`,
    samples: `${result}?view=samples`,
    model: `${result}?view=model`,
    compare: `/compare?results=${encodeURIComponent(JSON.stringify(compared))}`,
    saved: "/saved",
    functions: "/functions",
    notifications: "/notifications",
    alerts: "/alerts",
    profile: "/settings/profile",
    security: "/settings/security",
    "api-keys": "/settings/api-keys",
    webhooks: "/settings/webhooks",
    preferences: "/settings/preferences",
    organisation: "/settings/organisation",
    members: "/settings/members",
  };
}

/** All that was asked for is there, and charts are drawn. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  for (const chart of await page.locator(".chart-canvas").all()) {
    await expect(chart.locator("canvas, svg").first()).toBeVisible();
  }
}

/** Where a link of the page's main part leads. */
export async function hrefOf(page: Page, name: string | RegExp): Promise<string> {
  const link = page.getByRole("main").getByRole("link", { name }).first();
  return (await link.getAttribute("href")) ?? "/";
}

export function idOf(path: string): string {
  return path.split("/").at(-1) ?? "";
}
