import { describe, expect, it } from "vitest";
import {
  cellName,
  columnLetters,
  columnOfLetters,
  parseCell,
  parseRange,
  parseSheetRange,
  quoteSheet,
  rangeBetween,
  rangeName,
  sameCell,
  sheetCell,
} from "./addresses";

// Excel's last column is XFD, its last row 1,048,576 ("Excel specifications and limits").
describe("columns", () => {
  const known: [number, string][] = [
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [51, "AZ"],
    [52, "BA"],
    [701, "ZZ"],
    [702, "AAA"],
    [16383, "XFD"],
  ];
  it.each(known)("column %i is %s", (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
    expect(columnOfLetters(letters)).toBe(column);
  });

  it("knows every column by one name", () => {
    for (let column = 0; column < 16384; column++) {
      expect(columnOfLetters(columnLetters(column))).toBe(column);
    }
  });

  it("refuses columns beyond the last and what is no column", () => {
    for (const text of ["XFE", "ZZZ", "", "A1", "AAAA", "É"]) {
      expect(columnOfLetters(text)).toBeUndefined();
    }
  });
});

describe("cells", () => {
  it("reads absolute and relative addresses", () => {
    expect(parseCell("A1")).toEqual({ row: 0, column: 0 });
    expect(parseCell("$XFD$1048576")).toEqual({ row: 1048575, column: 16383 });
    expect(parseCell(" b7 ")).toEqual({ row: 6, column: 1 });
  });

  it("refuses what lies outside a sheet", () => {
    for (const text of ["A0", "A1048577", "XFE1", "1A", "A", "", "A1:B2"]) {
      expect(parseCell(text)).toBeUndefined();
    }
  });

  it("writes what it reads", () => {
    expect(cellName({ row: 11, column: 27 })).toBe("AB12");
    expect(rangeName({ top: 0, left: 0, bottom: 0, right: 0 })).toBe("A1");
    expect(rangeName({ top: 0, left: 1, bottom: 8, right: 3 })).toBe("B1:D9");
  });

  it("reads ranges from any two corners", () => {
    expect(parseRange("D9:B1")).toEqual({ top: 0, left: 1, bottom: 8, right: 3 });
    expect(rangeBetween({ row: 4, column: 1 }, { row: 2, column: 3 })).toEqual({
      top: 2,
      left: 1,
      bottom: 4,
      right: 3,
    });
    expect(parseRange("A1:B2:C3")).toBeUndefined();
  });
});

describe("sheets", () => {
  it("quotes names that a formula couldn't read plainly", () => {
    expect(quoteSheet("Model")).toBe("Model");
    expect(quoteSheet("Cash flow")).toBe("'Cash flow'");
    expect(quoteSheet("It's")).toBe("'It''s'");
    expect(quoteSheet("2024")).toBe("'2024'");
    expect(quoteSheet("AB12")).toBe("'AB12'");
    expect(quoteSheet("R1C1")).toBe("'R1C1'");
    expect(quoteSheet("Übersicht")).toBe("Übersicht");
  });

  it("reads what it writes", () => {
    for (const sheet of ["Model", "Cash flow", "It's", "a!b", "Q1 '24"]) {
      const written = sheetCell(sheet, { row: 6, column: 2 });
      expect(parseSheetRange(written)).toEqual({
        sheet,
        range: { top: 6, left: 2, bottom: 6, right: 2 },
      });
    }
  });

  it("knows one cell by several spellings", () => {
    expect(sameCell("Model!$D$23", "model!d23")).toBe(true);
    expect(sameCell("'Model'!D23", "Model!D23")).toBe(true);
    expect(sameCell("Model!D23", "Model!D24")).toBe(false);
    expect(sameCell("NPV", "npv")).toBe(true);
  });
});
