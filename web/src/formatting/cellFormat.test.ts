import { describe, expect, it } from "vitest";
import { cellFormatter, differenceFormatter } from "./cellFormat";

// Days: Microsoft's "Date systems in Excel", where 5 July 2011 is 40729 from 1900 and 39267 from 1904.
describe("numbers as their cells show them", () => {
  it.each([
    ["yyyy-mm-dd", 40729, "5 Jul 2011"],
    ["[$-409]d\\-mmm\\-yy;@", 40729.75, "5 Jul 2011"],
    ["m/d/yyyy", 1, "1 Jan 1900"],
    ["m/d/yyyy", 61, "1 Mar 1900"],
    ["m/d/yyyy", 2_958_465, "31 Dec 9999"],
    ["m/d/yyyy", 60, "60"],
    ["m/d/yyyy", -3, "−3"],
    ['0.0" days"', 12.5, "12.5 days"],
    ["0.0%", 0.125, "12.5%"],
    ["General", 40729, "40,729"],
    ["h:mm", 0.5, "0.5"],
  ])("%s shows %d as %s", (number_format, value, text) => {
    expect(cellFormatter({ number_format })(value)).toBe(text);
  });

  it("counts from 1904 where the workbook does", () => {
    const format = cellFormatter({ number_format: "yyyy-mm-dd", dates_from_1904: true });
    expect(format(39267)).toBe("5 Jul 2011");
    expect(format(0)).toBe("1 Jan 1904");
  });

  it("shows the differences of dates as days", () => {
    expect(differenceFormatter({ number_format: "yyyy-mm-dd" })(12.5)).toBe("12.5 days");
    expect(differenceFormatter({ number_format: "$#,##0" })(1200)).toBe("$1,200");
    expect(differenceFormatter(undefined)(3)).toBe("3");
  });
});
