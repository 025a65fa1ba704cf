import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";

/** A file of the repository. */
export function repositoryFile(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

/** Drops a file on the page, as from the file manager. */
export async function drop(page: Page, path: string): Promise<void> {
  const content = (await readFile(path)).toString("base64");
  const transfer = await page.evaluateHandle(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], name));
      return carried;
    },
    [basename(path), content] as const,
  );
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

/** A cell of the sheet that is shown, by its address: `C7`. */
export function cell(page: Page, address: string): Locator {
  const [, letters = "", row = "1"] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  // Headers are the first row and column.
  return page.locator(
    `[role=row][aria-rowindex="${Number(row) + 1}"] [role=gridcell][aria-colindex="${column + 1}"]`,
  );
}
