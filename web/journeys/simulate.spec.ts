import type { BrowserContext, Download, Page } from "@playwright/test";
import { account, register, signIn } from "./support/account";
import { makeInput, makeOutput } from "./support/model";
import { pdfText, workbookText } from "./support/open";
import { cell, drop, repositoryFile } from "./support/sheet";
import { expect, expectAccessible, test } from "./support/test";

/** From an address to an answer: each test goes on where the one before stopped. */
test.describe.configure({ mode: "serial" });

const ada = account("Ada Lovelace");
let context: BrowserContext;
let page: Page;

const menu = (name: string) =>
  page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true });

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext();
  page = await context.newPage();
});
test.afterAll(async () => context.close());

test("registers with the link that was mailed", async ({ program }) => {
  await page.goto(program.url);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { name: "Create an account" })).toBeVisible();
  await expectAccessible(page);
  const link = await register(page, program, ada);
  expect(link).toContain(program.url);
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Welcome, Ada Lovelace" })).toBeVisible();
});

test("signs out and in again, and goes on where one wanted to go", async ({ program }) => {
  await page.getByRole("button", { name: "Account of Ada Lovelace" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto(`${program.url}/workbooks`);
  await signIn(page, { ...ada, password: "not the password" });
  await expect(page.getByRole("alert")).toContainText("don't belong together");
  await signIn(page, ada);
  await expect(page.getByRole("heading", { name: "Workbooks", exact: true })).toBeVisible();
});

test("drops a workbook and sees that it matches Excel", async ({ program }) => {
  await page.goto(program.url);
  await expect(page.getByText("Begin with a workbook that you already have")).toBeVisible();
  await expectAccessible(page);
  await drop(page, repositoryFile("examples/cash-flow/cash-flow.xlsx"));
  const badge = page.getByRole("button", { name: /formulas match/ });
  await expect(badge).toBeVisible();
  await expect(page.getByRole("heading", { name: "cash-flow.xlsx" })).toBeVisible();
  await badge.click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("gives a cell a distribution and sees its shape change", async () => {
  await page.getByRole("tablist", { name: "Sheets" }).getByRole("tab", { name: "Inputs" }).click();
  await cell(page, "C7").click();
  await expect(page.getByLabel("Go to cell or name")).toHaveValue("C7");
  await page.getByRole("button", { name: "Make input" }).click();
  await page.getByRole("button", { name: "All shapes" }).click();
  const gallery = page.getByRole("dialog", { name: "Choose a distribution" });
  await gallery.getByLabel("Search distributions").fill("normal");
  await expect(gallery.getByRole("button", { name: /^Normal/ }).first()).toBeVisible();
  await expectAccessible(page);
  await gallery
    .getByRole("button", { name: /^Normal/ })
    .first()
    .click();
  const preview = page.getByRole("figure", { name: "Distribution of Inputs!C7" });
  await page.getByRole("textbox", { name: "mean" }).fill("0.02");
  await page.getByRole("textbox", { name: "sd" }).fill("0.012");
  // 0.02 -+ 1.645 * 0.012.
  await expect(preview).toContainText("90% of the values lie between 0.0% and 4.0%");
  await preview.getByRole("slider", { name: "mean" }).press("ArrowRight");
  await expect(preview).not.toContainText("between 0.0% and 4.0%");
  await page.getByRole("textbox", { name: "mean" }).fill("0.02");
  await expect(preview).toContainText("between 0.0% and 4.0%");
  await expectAccessible(page);
});

test("picks further inputs and an output", async () => {
  await makeInput(page, "Inputs!C8", "Normal(0.025, 0.018)");
  await makeInput(page, "Inputs!C11", "Pert(0.33, 0.38, 0.41)");
  await makeInput(page, "Inputs!C24", "Pert(0.08, 0.09, 0.12)");
  await makeOutput(page, "Model!D23");
  await page.getByRole("tab", { name: /^Model .*4 in, 1 out/ }).click();
  const inputs = page.getByRole("region", { name: "Inputs" });
  await expect(inputs).toContainText("Normal(0.02, 0.012)");
  await expect(page.getByRole("region", { name: "Outputs" })).toContainText("Model!D23");
  // What was prepared is there after a reload too.
  await page.reload();
  await expect(inputs).toContainText("Pert(0.08, 0.09, 0.12)");
  await expectAccessible(page);
});

test("runs 100,000 trials and reads how likely, how bad, and why", async () => {
  await page.getByRole("button", { name: "Set up a run" }).click();
  await page.getByLabel("Name of the run").fill("Is the factory worth it?");
  await page.getByLabel("Trials", { exact: true }).fill("100000");
  await page.getByLabel("Seed", { exact: true }).fill("1");
  await expect(page.getByText("4 inputs, 1 output")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Run 100,000 trials" }).click();
  await expect(page.getByRole("heading", { name: "Is the factory worth it?" })).toBeVisible();
  await page.waitForURL(/\/results\//);
  await expect(page.getByText("100,000 trials in")).toBeVisible();
  const percentiles = page.getByRole("region", { name: "Percentiles" });
  await expect(percentiles.getByRole("row", { name: /^50%/ })).toBeVisible();
  await expectAccessible(page);

  // The delimiters begin at the 5th and 95th percentile.
  const between = page.getByRole("status", { name: "Probability between the delimiters" });
  await expect(between).toContainText("90.0%");
  const lower = page.getByRole("slider", { name: /^Lower delimiter/ });
  const before = Number(await lower.getAttribute("aria-valuenow"));
  const box = await lower.boundingBox();
  if (!box) throw new Error("The lower delimiter isn't drawn.");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 120, box.y + box.height - 20, { steps: 6 });
  await page.mouse.up();
  expect(Number(await lower.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
  await expect(between).not.toContainText("90.0%");
  await page.getByLabel("From: lower delimiter").fill("0");
  await page.getByLabel("To: upper delimiter").fill("1000000");
  await expect(between).toContainText(/^\d+(\.\d+)?% between/);

  await page.getByRole("tab", { name: "Drivers" }).click();
  const tornado = page.getByRole("figure", { name: /^What drives/ });
  await expect(tornado).toBeVisible();
  await tornado.getByRole("button", { name: /as table$/ }).click();
  await expect(tornado.getByRole("row")).toHaveCount(5);
  await expectAccessible(page);
});

test("saves the simulation as a template", async () => {
  await page.getByRole("link", { name: "cash-flow.xlsx" }).click();
  await page.getByRole("tab", { name: "Run", exact: true }).click();
  await page.getByRole("button", { name: "Save as template" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as template" });
  await dialog.getByLabel("Name").fill("Factory");
  await dialog.getByLabel("Description").fill("Is it worth building?");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved as “Factory”, version 1.")).toBeVisible();
  await menu("Saved simulations").click();
  await page.getByRole("link", { name: "Factory" }).click();
  await expect(page.getByRole("heading", { name: "Factory" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What is simulated" })).toContainText(
    "Pert(0.33, 0.38, 0.41)",
  );
  await expectAccessible(page);
  await page.getByRole("button", { name: "Run Factory" }).click();
  await page.waitForURL(/\/results\//);
  await expect(page.getByRole("heading", { name: "Factory" })).toBeVisible();
});

test("shares a result by a link that opens signed out", async ({ browser }) => {
  await menu("Simulations").click();
  await page.getByRole("link", { name: "Is the factory worth it?" }).click();
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: /^Share/ });
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  const elsewhere = await browser.newContext();
  const stranger = await elsewhere.newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: "Is the factory worth it?" })).toBeVisible();
  await expect(
    stranger.getByRole("region", { name: "Percentiles" }).getByRole("row", { name: /^50%/ }),
  ).toBeVisible();
  await stranger.getByRole("tab", { name: "Drivers" }).click();
  await expect(stranger.getByRole("figure", { name: /^What drives/ })).toBeVisible();
  await expectAccessible(stranger);
  // It opens this result and nothing else.
  await stranger.getByRole("link", { name: "Open Ulam" }).click();
  await expect(stranger.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await elsewhere.close();
});

test("runs again with another seed and compares the runs", async () => {
  await page.getByRole("button", { name: "Run with another seed" }).click();
  await page.waitForURL(/\/simulations\//);
  await page.waitForURL(/\/results\//);
  await menu("Simulations").click();
  await expect(page.getByRole("checkbox", { name: /^Compare/ })).toHaveCount(3);
  await expectAccessible(page);
  const same = page.getByRole("checkbox", { name: "Compare Is the factory worth it?" });
  await same.nth(1).check();
  await same.nth(0).check();
  await page.getByRole("button", { name: "Compare 2 runs" }).click();
  await expect(page.getByRole("heading", { name: "Compare runs" })).toBeVisible();
  await expect(page.getByRole("figure", { name: /^Cumulative curves/ })).toBeVisible();
  const statistics = page.getByRole("region", { name: "Statistics side by side" });
  await expect(statistics.getByRole("row", { name: /^Mean/ })).toBeVisible();
  await expectAccessible(page);
});

test("exports the result, and other programs open it", async () => {
  await menu("Simulations").click();
  await page.getByRole("link", { name: "Is the factory worth it?" }).first().click();
  const workbook = await exported("Excel report");
  expect(workbook.suggestedFilename()).toMatch(/\.xlsx$/);
  expect(await workbookText(workbook)).toContain("Net present value");
  const pdf = await exported("PDF report");
  expect(pdf.suggestedFilename()).toMatch(/\.pdf$/);
  expect(await pdfText(pdf)).toContain("Net present value");
});

async function exported(format: string): Promise<Download> {
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  return await download;
}
