import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { type Program, startProgram } from "./support/program";

/** Photographs every page of the demonstration, light and dark, wide and narrow, into $OUT. */
const test = base.extend<object, { program: Program }>({
  program: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what is used from the pattern.
    async ({}, use) => {
      const program = await startProgram(["--demo"]);
      await use(program);
      await program.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

const shapes = [
  { name: "wide", width: 1440, height: 900 },
  { name: "narrow", width: 390, height: 844 },
];
const EXAMPLES = 6;

test("every page", async ({ page, program }) => {
  test.setTimeout(900_000);
  const out = process.env.OUT ?? "screenshots";
  await page.goto(program.url);
  await settled(page);
  const signedOut = { "sign-in": "/sign-in", register: "/register", reset: "/reset-password" };
  await photographed(page, program, out, signedOut);
  await page.goto(`${program.url}/sign-in`);
  await page.getByRole("button", { name: "Look around as the demo user" }).click();
  await page.goto(`${program.url}/simulations`);
  await expect(page.getByText("Completed", { exact: true })).toHaveCount(EXAMPLES, {
    timeout: 180_000,
  });
  await photographed(page, program, out, await pages(page, program));
});

/** Where the pages of the demonstration are, by name. */
async function pages(page: Page, program: Program): Promise<Record<string, string>> {
  const result = await hrefOf(page, page.url(), "cash-flow");
  const other = await hrefOf(page, page.url(), "construction-cost");
  const workbook = await hrefOf(page, `${program.url}/workbooks`, "cash-flow.xlsx");
  const ids = [result, other].map((path) => path.split("/").at(-1) ?? "");
  const compared = encodeURIComponent(JSON.stringify(ids));
  return {
    home: "/",
    workbooks: "/workbooks",
    workbook: `${workbook}?cell=Inputs!C8`,
    simulations: "/simulations",
    result,
    drivers: `${result}?view=drivers`,
    scenarios: `${result}?view=scenario`,
    convergence: `${result}?view=convergence`,
    fan: `${result}?view=fan`,
    samples: `${result}?view=samples`,
    model: `${result}?view=model`,
    compare: `/compare?results=${compared}`,
    saved: "/saved",
    notifications: "/notifications",
    profile: "/settings/profile",
    security: "/settings/security",
    "api-keys": "/settings/api-keys",
    webhooks: "/settings/webhooks",
    preferences: "/settings/preferences",
    members: "/settings/members",
  };
}

async function hrefOf(page: Page, on: string, name: string): Promise<string> {
  await page.goto(on);
  const link = page.getByRole("main").getByRole("link", { name }).first();
  return (await link.getAttribute("href")) ?? "/";
}

async function photographed(
  page: Page,
  program: Program,
  out: string,
  paths: Record<string, string>,
): Promise<void> {
  for (const { name: shape, width, height } of shapes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(`${program.url}${path}`);
        await settled(page);
        await page.screenshot({ path: join(out, `${name}-${shape}-${colorScheme}.png`) });
      }
    }
  }
}

/** All that was asked for is there, and charts are drawn. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".mantine-Loader-root, .page-loading")).toHaveCount(0);
  for (const chart of await page.locator(".chart-canvas").all()) {
    await expect(chart.locator("canvas, svg").first()).toBeVisible();
  }
}
