import { describe, expect, it } from "vitest";
import { contrast, luminance, readableColors } from "./contrast";
import { dark, light, type Tokens } from "./tokens";

// WCAG 2.2, 1.4.3: black on white is 21:1, text needs 4.5:1; 1.4.11: parts of charts need 3:1.
it("measures contrast as WCAG does", () => {
  expect(contrast(luminance("#000000") ?? NaN, luminance("#ffffff") ?? NaN)).toBeCloseTo(21, 6);
  expect(contrast(luminance("#767676") ?? NaN, luminance("#ffffff") ?? NaN)).toBeGreaterThan(4.5);
});

describe.each([
  ["light", light],
  ["dark", dark],
] as [string, Tokens][])("the %s colours", (_, tokens) => {
  const ratio = (one: string, other: string) =>
    contrast(luminance(one) ?? NaN, luminance(other) ?? NaN);

  it("can be read", () => {
    for (const ground of [tokens.surface, tokens.background, tokens.gridHeader]) {
      expect(ratio(tokens.text, ground)).toBeGreaterThan(4.5);
      expect(ratio(tokens.textDimmed, ground)).toBeGreaterThan(4.5);
    }
    expect(ratio(tokens.input, tokens.surface)).toBeGreaterThan(4.5);
    expect(ratio(tokens.output, tokens.surface)).toBeGreaterThan(4.5);
    for (const [color, soft] of [
      [tokens.input, tokens.inputSoft],
      [tokens.output, tokens.outputSoft],
      [tokens.accent, tokens.accentSoft],
      [tokens.precedent, tokens.precedentSoft],
      [tokens.warning, tokens.warningSoft],
      [tokens.danger, tokens.dangerSoft],
    ] as const) {
      expect(ratio(color, soft)).toBeGreaterThan(4.5);
    }
    expect(ratio(tokens.text, tokens.inputSoft)).toBeGreaterThan(4.5);
    expect(ratio(tokens.text, tokens.outputSoft)).toBeGreaterThan(4.5);
  });

  it("tell series from the ground", () => {
    for (const color of tokens.series) {
      expect(ratio(color, tokens.surface)).toBeGreaterThan(3);
    }
  });
});

it("keeps a workbook's colours where they can be read, and no others", () => {
  expect(readableColors("#1f2937", undefined, "light").color).toBe("#1f2937");
  expect(readableColors("#1f2937", undefined, "dark").color).toBeUndefined();
  expect(readableColors(undefined, "#ffff00", "dark")).toEqual({
    color: "#111111",
    fill: "#ffff00",
  });
  expect(readableColors("#ffffff", "#1f3864", "light").color).toBe("#ffffff");
});
