import { expect, type Page } from "@playwright/test";
import { drop, repositoryFile } from "./sheet";

/** Drops an example workbook and waits until it is open. */
export async function openExample(page: Page, name: string): Promise<void> {
  await drop(page, repositoryFile(`examples/${name}/${name}.xlsx`));
  await expect(page.getByRole("button", { name: /formulas match/ })).toBeVisible();
}

async function goTo(page: Page, cell: string): Promise<void> {
  await page.getByLabel("Go to cell or name").fill(cell);
  await page.getByLabel("Go to cell or name").press("Enter");
  await expect(page.getByLabel("Go to cell or name")).toHaveValue(cell.split("!")[1] ?? cell);
}

/** Gives a cell a distribution, written as text. */
export async function makeInput(page: Page, cell: string, distribution: string): Promise<void> {
  await goTo(page, cell);
  await page.getByRole("tab", { name: "Cell", exact: true }).click();
  await page.getByRole("button", { name: "Make input" }).click();
  await page.getByRole("tab", { name: "As text" }).click();
  await page.getByLabel("Distribution call").fill(distribution);
  await page.getByLabel("Distribution call").press("Enter");
  await expect(page.getByRole("figure", { name: `Distribution of ${cell}` })).toBeVisible();
}

export async function makeOutput(page: Page, cell: string): Promise<void> {
  await goTo(page, cell);
  await page.getByRole("tab", { name: "Cell", exact: true }).click();
  await page.getByRole("button", { name: "Make output" }).click();
  await expect(page.getByRole("button", { name: "Not an output any more" })).toBeVisible();
}
