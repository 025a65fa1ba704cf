import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Download } from "@playwright/test";

const run = promisify(execFile);

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "ulam-opened-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text of a PDF, as a reader sees it. */
export async function pdfText(download: Download): Promise<string> {
  return await inFolder(async (folder) => {
    const path = join(folder, "report.pdf");
    await download.saveAs(path);
    return (await run("pdftotext", ["-layout", path, "-"])).stdout;
  });
}

/** All sheets of a workbook as comma-separated text, as LibreOffice opens them. */
export async function workbookText(download: Download): Promise<string> {
  return await inFolder(async (folder) => {
    const path = join(folder, "report.xlsx");
    await download.saveAs(path);
    // The last number means every sheet, each into a file of its own.
    const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    await run("soffice", [
      "--headless",
      `-env:UserInstallation=file://${join(folder, "profile")}`,
      "--convert-to",
      filter,
      "--outdir",
      folder,
      path,
    ]);
    const names = (await readdir(folder)).filter((name) => name.endsWith(".csv"));
    const sheets = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    return sheets.join("\n");
  });
}
