import { describe, expect, it } from "vitest";
import { fittedNumber, textWidth } from "./textWidth";

const room = (text: string) => textWidth(text) + 0.5;

describe("numbers in narrow columns", () => {
  it("stay as they are where they fit", () => {
    expect(fittedNumber("1,234.50", room("1,234.50"), false)).toBe("1,234.50");
  });

  it("lose decimals if nobody asked for them", () => {
    expect(fittedNumber("3.14159265", room("3.1416"), true)).toBe("3.1416");
    expect(fittedNumber("1,234.5678", room("1,235"), true)).toBe("1,235");
    expect(fittedNumber("−2.71828", room("−2.72"), true)).toBe("−2.72");
  });

  it("become hash signs rather than another number", () => {
    expect(fittedNumber("1,234.50", room("1,234"), false)).toMatch(/^#+$/);
    expect(fittedNumber("123456789", room("1234"), true)).toMatch(/^#+$/);
    expect(fittedNumber("0.000123", room("0.00"), true)).toMatch(/^#+$/);
    expect(fittedNumber("$5", 1, false)).toBe("#");
  });

  it("never get wider than their room", () => {
    for (let width = 8; width < 120; width += 3) {
      const text = fittedNumber("−12,345.678901", width, true);
      expect(textWidth(text)).toBeLessThanOrEqual(Math.max(width, textWidth("#")));
    }
  });
});
