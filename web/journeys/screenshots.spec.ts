import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { hrefOf, idOf, settled, signedInPages, signedOutPages } from "./support/pages";
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
  await photographed(page, program, out, signedOutPages);
  await page.goto(`${program.url}/sign-in`);
  await page.getByRole("button", { name: "Look around as the demo user" }).click();
  await expect(page.getByRole("heading", { name: "Welcome, Demo" })).toBeVisible();
  await page.goto(`${program.url}/simulations`);
  await expect(page.locator("tbody").getByText("Completed", { exact: true })).toHaveCount(
    EXAMPLES,
    { timeout: 180_000 },
  );
  const result = await hrefOf(page, /cash.flow/);
  // The same model with other numbers, to compare with.
  await page.goto(`${program.url}${result}`);
  await page.getByRole("button", { name: "Run with another seed" }).click();
  await page.waitForURL((url) => url.pathname.includes("/results/") && url.pathname !== result);
  const compared = [result, new URL(page.url()).pathname].map(idOf);
  await page.goto(`${program.url}/workbooks`);
  const workbook = await hrefOf(page, "cash-flow.xlsx");
  const pages = signedInPages({ workbook, cell: "Inputs!C8", result, compared });
  await prepared(page, program, pages.workbook ?? "/");
  await photographed(page, program, out, { ...pages, fan: `${result}?view=fan` });
});

/** An input and an output in the workbook, so that its page shows what it is for. */
async function prepared(page: Page, program: Program, workbook: string): Promise<void> {
  await page.goto(`${program.url}${workbook}`);
  await page.getByRole("button", { name: "Make input" }).click();
  await expect(page.getByRole("figure", { name: /^Distribution of/ })).toBeVisible();
}

async function photographed(
  page: Page,
  program: Program,
  out: string,
  paths: Readonly<Record<string, string>>,
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
