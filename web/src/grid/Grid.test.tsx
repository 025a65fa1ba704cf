// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { show } from "~/testing/screen";
import { parseCell, parseRange, type Range } from "./addresses";
import type { GridCell } from "./cells";
import { Grid, type GridProps } from "./Grid";
import { Merges } from "./merges";
import { origin } from "./selection";

const cells: Record<string, GridCell> = {
  A1: { text: "Plan", kind: "text", bold: true, fill: "#dce6f1", borders: { bottom: true } },
  B2: { text: "1,234.50", kind: "number", formula: "=A2*2", numberFormat: "#,##0.00" },
  C2: { text: "12345678901234", kind: "number", numberFormat: "0" },
  B4: { text: "Total", kind: "text", italic: true, underline: true, align: "center", wraps: true },
};

function Sheet(props: Partial<GridProps>) {
  const [selection, setSelection] = useState(origin);
  return (
    <Grid
      label="Sheet Model"
      usedRows={1_000_000}
      usedColumns={30}
      source={{
        version: 1,
        get: (row, column) => {
          const name = Object.keys(cells).find((one) => {
            const place = parseCell(one);
            return place?.row === row && place.column === column;
          });
          return (name && cells[name]) || { text: "", kind: "empty" };
        },
      }}
      marks={new Map()}
      selection={selection}
      onSelect={setSelection}
      onVisible={() => undefined}
      onOpen={() => undefined}
      {...props}
    />
  );
}

const range = (text: string): Range => {
  const found = parseRange(text);
  if (!found) throw new Error(text);
  return found;
};

function cellOf(grid: HTMLElement, row: number, column: number): HTMLElement {
  const rowElement = grid.querySelector(`[role=row][aria-rowindex="${row + 1}"]`);
  const cell = rowElement?.querySelector(`[role=gridcell][aria-colindex="${column + 1}"]`);
  if (!(cell instanceof HTMLElement)) throw new Error(`no cell ${row}, ${column}`);
  return cell;
}

// The test's document lays nothing out: this is how large the sheet is.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1000);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
});
afterEach(() => void vi.restoreAllMocks());

describe("the sheet", () => {
  it("draws a few of a million rows, as an ARIA grid", async () => {
    await show(<Sheet />);
    const grid = screen.getByRole("grid", { name: "Sheet Model" });
    expect(grid.getAttribute("aria-rowcount")).toBe("1000101");
    expect(grid.querySelectorAll("[role=row]").length).toBeLessThan(60);
    expect(grid.getAttribute("aria-readonly")).toBe("true");
    const active = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
    expect(active?.textContent).toBe("Plan");
    expect(active?.getAttribute("aria-selected")).toBe("true");
  });

  it("shows how cells look", async () => {
    await show(<Sheet defaultColumnWidth={70} />);
    const grid = screen.getByRole("grid");
    const title = cellOf(grid, 1, 1);
    expect(title.dataset.bold).toBe("true");
    expect(title.style.background).toBe("rgb(220, 230, 241)");
    expect(title.style.borderBottom).toContain("1px solid");
    const total = cellOf(grid, 4, 2);
    expect([total.dataset.italic, total.dataset.underline, total.dataset.wraps]).toEqual([
      "true",
      "true",
      "true",
    ]);
    expect(total.style.textAlign).toBe("center");
    // A number that has no room isn't cut off; readers hear it all the same.
    const narrow = cellOf(grid, 2, 3);
    expect(narrow.textContent).toMatch(/^#+$/);
    expect(narrow.getAttribute("aria-label")).toBe("12345678901234");
  });

  it("keeps frozen rows and columns, and hides what is hidden", async () => {
    await show(
      <Sheet
        frozenRows={2}
        frozenColumns={1}
        rowHeights={[[2, 0]]}
        columnWidths={[[3, 0]]}
        hidesGridlines
      />,
    );
    const grid = screen.getByRole("grid");
    expect(grid.dataset.lines).toBe("off");
    expect(grid.querySelectorAll(".grid-body-frozen [role=row]")).toHaveLength(2);
    expect(
      grid.querySelectorAll(".grid-row-frozen [role=gridcell][aria-colindex='2']").length,
    ).toBeGreaterThan(10);
    expect(grid.querySelector("[role=row][aria-rowindex='4']")).toBeNull();
    expect(grid.querySelector("[role=columnheader][aria-colindex='5']")).toBeNull();
    // Each cell is there once, whatever pane it is in.
    const ids = [...grid.querySelectorAll("[role=gridcell]")].map((cell) => cell.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("draws merged cells once, over the cells that they take", async () => {
    await show(<Sheet merges={new Merges([range("B4:D6")])} />);
    const grid = screen.getByRole("grid");
    const merged = cellOf(grid, 4, 2);
    expect(merged.getAttribute("aria-rowspan")).toBe("3");
    expect(merged.getAttribute("aria-colspan")).toBe("3");
    expect(merged.style.width).toBe("264px");
    expect(merged.style.height).toBe("66px");
    expect(() => cellOf(grid, 5, 3)).toThrow();
    expect(cellOf(grid, 5, 5)).toBeTruthy();
  });

  it("is gone through by keyboard, and F2 shows the formula", async () => {
    await show(<Sheet merges={new Merges([range("B4:D6")])} />);
    const grid = screen.getByRole("grid");
    const press = (key: string, more: object = {}) => fireEvent.keyDown(grid, { key, ...more });
    press("ArrowDown");
    press("ArrowRight");
    expect(grid.dataset.activeCell).toBe("B2");
    press("F2");
    expect(screen.getByRole("status").textContent).toBe("=A2*2");
    press("Escape");
    expect(screen.queryByRole("status")).toBeNull();
    press("F2");
    press("ArrowDown");
    expect(screen.queryByRole("status")).toBeNull();
    press("ArrowDown");
    expect(grid.dataset.selection).toBe("B4:D6");
    press("ArrowDown");
    expect(grid.dataset.activeCell).toBe("B7");
    press("End", { ctrlKey: true });
    expect(grid.dataset.activeCell).toBe("AD1000000");
    press("Home", { ctrlKey: true });
    expect(grid.dataset.activeCell).toBe("A1");
    press("a", { ctrlKey: true });
    expect(grid.dataset.selection).toBe("A1:AD1000000");
  });
});
