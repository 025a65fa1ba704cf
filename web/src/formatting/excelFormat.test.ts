import { describe, expect, it } from "vitest";
import { axisFormatter, excelFormatter } from "./excelFormat";

// Expected texts: Microsoft's "Number format codes" and what Excel shows; only the minus is a true minus sign.
describe("number formats of workbooks", () => {
  it.each([
    ["General", 1234.5, "1,234.5"],
    ["0", 1234.5678, "1235"],
    ["0.00", 2, "2.00"],
    ["#,##0", 1234567.8, "1,234,568"],
    ["#,##0.00", -1234.5, "−1,234.50"],
    ["0%", 0.125, "13%"],
    ["0.0%", 0.125, "12.5%"],
    ["$#,##0", 1500, "$1,500"],
    ['"£"#,##0.00', 2.5, "£2.50"],
    ["[$€-407]#,##0.00", 12, "€12.00"],
    ['#,##0.0,,"M"', 1_250_000, "1.3M"],
    ["#,##0;(#,##0)", -42, "(42)"],
    ["#,##0_);[Red](#,##0)", -42, "(42)"],
    ["#,##0_);(#,##0)", 42, "42"],
    ['0;-0;"none"', 0, "none"],
    ["0.00E+00", 12345, "1.23E+04"],
    ["000", 7, "007"],
    ["0.###", 1.5, "1.5"],
    [".00", 0.5, ".50"],
    ["0.0", -0.01, "0.0"],
    ["0 \\k\\g", 3, "3 kg"],
  ])("%s shows %d as %s", (format, value, text) => {
    expect(excelFormatter(format)(value)).toBe(text);
  });

  it("shows plain numbers where the format is a date or a fraction", () => {
    expect(excelFormatter("yyyy-mm-dd")(45000)).toBe("45,000");
    expect(excelFormatter("# ?/?")(0.5)).toBe("0.5");
    expect(excelFormatter(null)(3)).toBe("3");
  });

  it("doesn't print an axis whose ticks are all alike", () => {
    expect(axisFormatter("0%", 0.1)(0.2)).toBe("20%");
    expect(axisFormatter("0%", 0.001)(0.002)).toBe("0.002");
  });
});
