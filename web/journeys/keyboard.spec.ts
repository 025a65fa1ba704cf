import type { Locator, Page } from "@playwright/test";
import { account, registered } from "./support/account";
import { repositoryFile } from "./support/sheet";
import { expect, test } from "./support/test";

/** More stops than any page has. */
const STOPS_MAX = 150;

/** Goes to an element as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    if (await isFocused()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab doesn't reach ${String(target)}.`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

test("a workbook is simulated by keyboard alone", async ({ page, program }) => {
  await registered(page, program, account("Katherine Johnson"));
  const chooser = page.waitForEvent("filechooser");
  await press(page, page.getByRole("button", { name: "Choose a file" }));
  await (await chooser).setFiles(repositoryFile("examples/cash-flow/cash-flow.xlsx"));

  // A dialog takes the focus, and gives it back.
  const badge = page.getByRole("button", { name: /formulas match/ });
  await press(page, badge);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(badge).toBeFocused();

  const place = page.getByLabel("Go to cell or name");
  const grid = page.getByRole("grid");
  const goTo = async (cell: string) => {
    await tabTo(page, place);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(cell);
    await page.keyboard.press("Enter");
    await tabTo(page, grid);
  };
  await goTo("C7");
  await page.keyboard.press("ArrowDown");
  await expect(place).toHaveValue("C8");
  await expect(page.getByText(/^Base case: 2.5%/)).toBeVisible();
  await page.keyboard.press("i");
  await expect(page.getByRole("figure", { name: "Distribution of Inputs!C8" })).toBeVisible();

  await tabTo(page, page.getByRole("tab", { name: "Inputs", exact: true }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Model", exact: true })).toBeFocused();
  await goTo("D23");
  await page.keyboard.press("o");
  await expect(page.getByRole("tab", { name: /^Model .*1 in, 1 out/ })).toBeVisible();

  await press(page, page.getByRole("button", { name: "Set up a run" }));
  await press(page, page.getByRole("button", { name: "Run 100,000 trials" }));
  await page.waitForURL(/\/results\//);

  const lower = page.getByRole("slider", { name: /^Lower delimiter/ });
  await tabTo(page, lower);
  const before = Number(await lower.getAttribute("aria-valuenow"));
  await page.keyboard.press("ArrowRight");
  expect(Number(await lower.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
  await tabTo(page, page.getByRole("tab", { name: "Overview" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Drivers" })).toBeFocused();
  await expect(page.getByRole("figure", { name: /^What drives/ })).toBeVisible();

  await page.keyboard.press("Control+K");
  // It is loaded when it is first asked for.
  await expect(page.getByPlaceholder("Search workbooks, simulations, pages")).toBeFocused();
  await page.keyboard.type("Workbooks");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Workbooks", exact: true })).toBeVisible();
  const more = page.getByRole("button", { name: "More about cash-flow.xlsx" });
  await press(page, more);
  await expect(page.getByRole("menuitem", { name: "Close" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menuitem", { name: "Close" })).toBeHidden();
  await expect(more).toBeFocused();
});
