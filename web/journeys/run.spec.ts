import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
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

/** Starts a run; answers when it was clicked, as `performance.now()` of this process. */
async function start(trials: string): Promise<number> {
  await page.getByRole("button", { name: "Set up a run" }).click();
  await page.getByLabel("Trials", { exact: true }).fill(trials);
  return await clicked(page.getByRole("button", { name: /^Run [\d,]+ trials$/ }));
}

/** Clicks, and answers when the click was made: waiting until it can be made doesn't count. */
async function clicked(button: Locator): Promise<number> {
  await button.click({ trial: true });
  const before = performance.now();
  await button.click();
  return before;
}

/** Speed is measured, not asserted: machines that run tests are busy. */
function note(what: string, since: number): void {
  const description = `${Math.round(performance.now() - since)} ms`;
  test.info().annotations.push({ type: what, description });
  process.stdout.write(`${what}: ${description}\n`);
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
  const clickedRun = await start(LONG);
  const picture = page.getByRole("figure");
  await expect(picture).toBeVisible({ timeout: 5_000 });
  // The sentence counts the trials that the picture shows.
  await expect(picture).toContainText(/After [1-9][\d,]* trials|[1-9][\d,]* trials so far/);
  note("from Run to the first picture", clickedRun);
  await page.waitForURL(/\/simulations\//);
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
  const clickedCancel = await clicked(page.getByRole("button", { name: "Cancel" }));
  await expect(page.getByText("This run was cancelled")).toBeVisible({ timeout: 5_000 });
  note("from Cancel to the word that it was cancelled", clickedCancel);
  await expect(page.getByText(/They are not kept/)).toBeVisible();
  await page.getByRole("link", { name: "Back to the workbook" }).click();
  await expect(page.getByRole("heading", { name: "cash-flow.xlsx" })).toBeVisible();
});
