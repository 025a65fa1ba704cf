import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test as base } from "@playwright/test";
import { type Program, startProgram } from "./program";

/** Tests against the real program, one for each worker. */
export const test = base.extend<object, { program: Program }>({
  program: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what is used from the pattern.
    async ({}, use) => {
      const program = await startProgram(["--set", "identity.confirm_addresses=true"]);
      await use(program);
      await program.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

export { expect };

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Axe finds nothing serious in what is shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
  expect.soft(serious, `axe on ${page.url()}`).toEqual([]);
}
