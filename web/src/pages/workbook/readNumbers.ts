/**
 * Numbers out of pasted text: one a line or separated by tabs, spaces or semicolons. A comma between
 * digits groups thousands where three digits follow each, else it separates.
 */
export function readNumbers(text: string): { values: number[]; ignored: number } {
  const values: number[] = [];
  let ignored = 0;
  for (const piece of text.split(/[\s;]+/)) {
    if (piece === "") continue;
    const isGrouped = /^[-+−]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(piece);
    const parts = isGrouped ? [piece.replaceAll(",", "")] : piece.split(",");
    for (const part of parts) {
      if (part === "") continue;
      const value = Number(part.replace("−", "-"));
      if (Number.isFinite(value)) values.push(value);
      else ignored++;
    }
  }
  return { values, ignored };
}
