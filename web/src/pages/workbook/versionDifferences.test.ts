import { describe, expect, it } from "vitest";
import type { WorkbookExport } from "~/api/fileVersions";
import { isSame, versionDifferences } from "./versionDifferences";

type Cells = WorkbookExport["sheets"][number]["cells"];

function version(sheets: Record<string, Cells>, names: Record<string, string> = {}) {
  return {
    workbook: "plan.xlsx",
    date_system: 1900,
    tables: [],
    sheets: Object.entries(sheets).map(([name, cells]) => ({ name, cells })),
    names: Object.entries(names).map(([name, refers_to]) => ({
      name,
      refers_to,
      is_hidden: false,
    })),
  } satisfies WorkbookExport;
}

describe("versions of a workbook", () => {
  it("are the same where no cell differs", () => {
    const one = version({ Model: { A1: { value: 1 }, A2: { value: 2, formula: "=A1*2" } } });
    expect(isSame(versionDifferences(one, one))).toBe(true);
  });

  it("differ by what was entered, and apart from that by results", () => {
    const before = version({
      Model: {
        A1: { value: 1 },
        A2: { value: 2, formula: "=A1*2" },
        B10: { value: "gone" },
        A9: { value: { error: "#N/A" }, formula: "=NA()" },
      },
    });
    const after = version({
      Model: {
        A1: { value: 3 },
        A2: { value: 6, formula: "=A1*2" },
        C2: { value: true },
        A9: { value: 0, formula: "=0" },
      },
    });
    const found = versionDifferences(before, after);
    expect(found.entered).toEqual([
      { sheet: "Model", cell: "A1", kind: "changed", before: "1", after: "3" },
      { sheet: "Model", cell: "C2", kind: "added", before: "", after: "TRUE" },
      { sheet: "Model", cell: "A9", kind: "changed", before: "=NA()", after: "=0" },
      { sheet: "Model", cell: "B10", kind: "removed", before: "gone", after: "" },
    ]);
    expect(found.results).toEqual([
      { sheet: "Model", cell: "A2", kind: "changed", before: "2", after: "6" },
    ]);
  });

  it("tell new and lost sheets as such, and names that mean something else", () => {
    const found = versionDifferences(
      version({ Old: { A1: { value: 1 } }, Kept: {} }, { Rate: "Kept!$A$1", Gone: "1" }),
      version({ New: { A1: { value: 1 } }, Kept: {} }, { Rate: "Kept!$A$2", Tax: "0.2" }),
    );
    expect([found.sheetsAdded, found.sheetsRemoved]).toEqual([["New"], ["Old"]]);
    expect(found.entered).toEqual([]);
    expect(found.names.map((one) => [one.cell, one.kind])).toEqual([
      ["Rate", "changed"],
      ["Gone", "removed"],
      ["Tax", "added"],
    ]);
  });
});
