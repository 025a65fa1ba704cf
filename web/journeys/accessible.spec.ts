import { account, registered } from "./support/account";
import { makeInput, makeOutput, openExample } from "./support/model";
import { idOf, settled, signedInPages, signedOutPages } from "./support/pages";
import { expectAccessible, test } from "./support/test";

test("axe finds nothing serious on any page", async ({ page, program }) => {
  test.setTimeout(600_000);
  const checked = async (paths: Readonly<Record<string, string>>) => {
    for (const path of Object.values(paths)) {
      await page.goto(`${program.url}${path}`);
      await settled(page);
      await expectAccessible(page);
    }
  };
  await checked(signedOutPages);
  await registered(page, program, account("Mary Somerville"));
  await openExample(page, "cash-flow");
  const workbook = new URL(page.url()).pathname;
  await makeInput(page, "Inputs!C8", "Normal(0.025, 0.018)");
  await makeInput(page, "Inputs!C24", "Pert(0.08, 0.09, 0.12)");
  await makeOutput(page, "Model!D23");
  await page.getByRole("button", { name: "Set up a run" }).click();
  await page.getByRole("button", { name: "Run 100,000 trials" }).click();
  await page.waitForURL(/\/results\//);
  const first = new URL(page.url()).pathname;
  await page.getByRole("button", { name: "Run with another seed" }).click();
  await page.waitForURL((url) => url.pathname.includes("/results/") && url.pathname !== first);
  const result = new URL(page.url()).pathname;
  const pages = signedInPages({
    workbook,
    cell: "Inputs!C8",
    result,
    compared: [first, result].map(idOf),
  });
  await checked(pages);

  // On a telephone, in the dark.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await checked(pages);
});
