/** How wide a text is drawn, without asking the page to lay it out. */

const FONT_SIZE = 13;
/** Widths in pixels where nothing can be measured: those of common sans-serif fonts. */
const DIGIT = 7.3;
const NARROW = 3.8;

let context: CanvasRenderingContext2D | null | undefined;
const known = new Map<string, number>();

function measured(letter: string): number {
  if (context === undefined) {
    const canvas = typeof document === "undefined" ? undefined : document.createElement("canvas");
    // Without a real canvas there is nothing to ask.
    const isReal = typeof CanvasRenderingContext2D !== "undefined";
    context = (isReal && canvas?.getContext("2d")) || null;
    if (context) {
      context.font = `${FONT_SIZE}px ${getComputedStyle(document.body).fontFamily}`;
    }
  }
  if (!context) return /[.,:;'’ |!()-]/.test(letter) ? NARROW : DIGIT;
  return context.measureText(letter).width;
}

/** Pixels of a text in the sheet's font, letter by letter. */
export function textWidth(text: string, bold = false): number {
  let width = 0;
  for (const letter of text) {
    let one = known.get(letter);
    if (one === undefined) {
      one = measured(letter);
      known.set(letter, one);
    }
    width += one;
  }
  return bold ? width * 1.07 : width;
}

/** Hash signs as in Excel: a number that is cut off would be read as another. */
function hashes(width: number): string {
  return "#".repeat(Math.max(1, Math.floor(width / textWidth("#"))));
}

/**
 * A number in the width of its column: as it is if it fits; with fewer decimals if it has no format of
 * its own; else hash signs.
 */
export function fittedNumber(
  text: string,
  width: number,
  isGeneral: boolean,
  bold = false,
): string {
  if (textWidth(text, bold) <= width) return text;
  const point = text.indexOf(".");
  const isPlain = /^[−-]?[0-9,]+\.[0-9]+$/.test(text);
  if (isGeneral && isPlain) {
    const value = Number(text.replaceAll(",", "").replace("−", "-"));
    for (let decimals = text.length - point - 2; decimals >= 0; decimals--) {
      const shorter = new Intl.NumberFormat("en-US", {
        maximumFractionDigits: decimals,
        useGrouping: text.includes(","),
      })
        .format(value)
        .replace("-", "−");
      // A small number must not become 0.
      if (value !== 0 && !/[1-9]/.test(shorter)) break;
      if (textWidth(shorter, bold) <= width) return shorter;
    }
  }
  return hashes(width);
}
