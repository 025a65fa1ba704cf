import { type BrowserContext, expect, type Page } from "@playwright/test";
import { account, registered } from "./support/account";
import { makeInput, makeOutput, openExample } from "./support/model";
import { test } from "./support/test";

/** Runs that take a while: the picture fills in, a reload loses nothing, cancelling is quick. */
test.describe.configure({ mode: "serial" });

const LONG = "20000000";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser, program }) => {
  context = await browser.newContext();
  page = await context.newPage();
  await registered(page, program, account("Grace Hopper"));
  await openExample(page, "cash-flow");
  await makeInput(page, "Inputs!C8", "Normal(0.025, 0.018)");
  await makeInput(page, "Inputs!C24", "Pert(0.08, 0.09, 0.12)");
  await makeOutput(page, "Model!D23");
});
test.afterAll(async () => context.close());

async function start(trials: string): Promise<void> {
  await page.getByRole("button", { name: "Set up a run" }).click();
  await page.getByLabel("Trials", { exact: true }).fill(trials);
  await page.getByRole("button", { name: /^Run [\d,]+ trials$/ }).click();
  await page.waitForURL(/\/simulations\//);
}

/** The trials that the page says are done. */
async function trialsDone(): Promise<number> {
  const text = await page.getByText(/^[\d,]+ of [\d,]+ trials$/).textContent();
  return Number(/^[\d,]+/.exec(text ?? "")?.[0].replaceAll(",", ""));
}

test("the histogram fills in while it runs, and a reload loses nothing", async () => {
  const pictures: number[] = [];
  page.on("websocket", (socket) => {
    if (!socket.url().includes("/ws/progress/")) return;
    socket.on("framereceived", ({ payload }) => {
      const message = JSON.parse(payload.toString()) as { outputs?: { count: number }[] };
      const count = message.outputs?.[0]?.count;
      if (count) pictures.push(count);
    });
  });
  await start(LONG);
  const picture = page.getByRole("figure");
  await expect(picture).toBeVisible({ timeout: 5_000 });
  await expect(page.getByText(/trials\/s|trials a second/)).toBeVisible();
  await expect.poll(() => pictures.length).toBeGreaterThan(2);
  expect(pictures).toEqual(pictures.toSorted((one, other) => one - other));
  const before = await trialsDone();
  expect(before).toBeGreaterThan(0);
  await page.reload();
  await expect(picture).toBeVisible();
  expect(await trialsDone()).toBeGreaterThanOrEqual(before);
});

test("cancelling takes a moment, and says what became of it", async () => {
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("This run was cancelled")).toBeVisible({ timeout: 5_000 });
  await expect(page.getByText(/They are not kept/)).toBeVisible();
  await page.getByRole("link", { name: "Back to the workbook" }).click();
  await expect(page.getByRole("heading", { name: "cash-flow.xlsx" })).toBeVisible();
});
