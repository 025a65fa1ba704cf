import { describe, expect, it } from "vitest";
import { cellName, parseCell, type Position, rangeName } from "./addresses";
import { type Bounds, move, selectCell, type Selection, selectedRange } from "./selection";

const filledCells = new Set(["A1", "A2", "A3", "A6", "A7", "C3", "D3", "E3"]);
const bounds: Bounds = {
  rows: 1000,
  columns: 50,
  usedRows: 20,
  usedColumns: 8,
  pageRows: 10,
  filled: (position) => filledCells.has(cellName(position)),
};

function at(name: string): Position {
  const position = parseCell(name);
  if (!position) throw new Error(name);
  return position;
}

function press(from: string | Selection, keys: string, within: Bounds = bounds): string {
  let selection = typeof from === "string" ? selectCell(at(from)) : from;
  for (const text of keys.split(" ")) {
    const parts = text.split("+");
    const next = move(
      selection,
      {
        key: parts.at(-1) ?? "",
        shift: parts.includes("Shift"),
        control: parts.includes("Ctrl"),
      },
      within,
    );
    selection = next ?? selection;
  }
  return rangeName(selectedRange(selection));
}

describe("moving", () => {
  it.each([
    ["B2", "ArrowDown", "B3"],
    ["B2", "ArrowUp ArrowUp ArrowUp", "B1"],
    ["A1", "ArrowLeft", "A1"],
    ["AX1000", "ArrowRight ArrowDown", "AX1000"],
    ["B2", "PageDown", "B12"],
    ["B5", "PageUp", "B1"],
    ["D4", "Home", "A4"],
    ["D4", "Ctrl+Home", "A1"],
    ["D4", "End", "H4"],
    ["A1", "Ctrl+End", "H20"],
    ["C3", "Shift+ArrowRight Shift+ArrowDown", "C3:D4"],
    ["D4", "Shift+ArrowLeft Shift+ArrowUp", "C3:D4"],
    ["D4", "Shift+ArrowLeft ArrowDown", "C5"],
    ["D4", "Ctrl+a", "A1:H20"],
  ])("%s, %s: %s", (from, keys, expected) => {
    expect(press(from, keys)).toBe(expected);
  });

  it("leaves other keys alone", () => {
    const selection = selectCell(at("B2"));
    expect(move(selection, { key: "x", shift: false, control: false }, bounds)).toBeUndefined();
    expect(
      move(selection, { key: "ArrowLeft", shift: false, control: false, alt: true }, bounds),
    ).toBeUndefined();
  });
});

// As Excel: to the end of the block, else to the next filled cell, else to the edge of the sheet.
describe("Ctrl and an arrow", () => {
  it.each([
    ["A1", "Ctrl+ArrowDown", "A3"],
    ["A3", "Ctrl+ArrowDown", "A6"],
    ["A4", "Ctrl+ArrowDown", "A6"],
    ["A7", "Ctrl+ArrowDown", "A1000"],
    ["A7", "Ctrl+ArrowUp", "A6"],
    ["A6", "Ctrl+ArrowUp", "A3"],
    ["B3", "Ctrl+ArrowRight", "C3"],
    ["C3", "Ctrl+ArrowRight", "E3"],
    ["E3", "Ctrl+ArrowRight", "AX3"],
    ["J3", "Ctrl+ArrowLeft", "E3"],
    ["A900", "Ctrl+ArrowUp", "A7"],
    ["A1", "Ctrl+Shift+ArrowDown", "A1:A3"],
  ])("%s, %s: %s", (from, keys, expected) => {
    expect(press(from, keys)).toBe(expected);
  });

  it("stops where cells aren't loaded yet", () => {
    const partly: Bounds = {
      ...bounds,
      filled: (position) => (position.row >= 10 ? undefined : filledCells.has(cellName(position))),
    };
    expect(press("A7", "Ctrl+ArrowDown", partly)).toBe("A11");
  });
});
