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

/** Starts a run; answers the milliseconds from the click to the first picture with trials in it. */
async function start(trials: string): Promise<number> {
  await page.getByRole("button", { name: "Set up a run" }).click();
  await page.getByLabel("Trials", { exact: true }).fill(trials);
  return await millisecondsTo("figure", "After [1-9][\\d,]* trials", () =>
    page.getByRole("button", { name: /^Run [\d,]+ trials$/ }).click(),
  );
}

/**
 * What somebody at the screen waits: from the click that the page receives until it shows a text in
 * one of some elements. What the test itself needs to find and click the button doesn't count.
 */
async function millisecondsTo(
  selector: string,
  pattern: string,
  click: () => Promise<void>,
): Promise<number> {
  const waiting = page.evaluate(
    async ([where, what]) => {
      const words = new RegExp(what);
      const clicked = await new Promise<number>((resolve) => {
        const options = { capture: true, once: true };
        window.addEventListener("click", (event) => resolve(event.timeStamp), options);
      });
      const isShown = () =>
        [...document.querySelectorAll(where)].some((one) => words.test(one.textContent));
      while (!isShown()) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - clicked;
    },
    [selector, pattern] as const,
  );
  await click();
  return await waiting;
}

/** Speed is measured, not asserted: machines that run tests are busy. */
function note(what: string, milliseconds: number): void {
  const description = `${Math.round(milliseconds)} ms`;
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
  note("from Run to the first picture", await start(LONG));
  const picture = page.getByRole("figure");
  await expect(picture).toBeVisible();
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
  const cancelled = await millisecondsTo("[role=status]", "This run was cancelled", () =>
    page.getByRole("button", { name: "Cancel" }).click(),
  );
  note("from Cancel to the word that it was cancelled", cancelled);
  await expect(page.getByText("This run was cancelled")).toBeVisible();
  await expect(page.getByText(/They are not kept/)).toBeVisible();
  await page.getByRole("link", { name: "Back to the workbook" }).click();
  await expect(page.getByRole("heading", { name: "cash-flow.xlsx" })).toBeVisible();
});
