import type { CorrelationMatrix } from "~/api/correlations";

/** Two decimals, with a true minus sign; nothing where one of the two doesn't vary. */
export function correlationText(rho: number | null | undefined): string {
  if (typeof rho !== "number") return "";
  const text = Math.abs(rho).toFixed(2);
  return rho < 0 && text !== "0.00" ? `−${text}` : text;
}

/** Which two different variables move together most, as a sentence. */
export function strongest({ variables, matrix }: CorrelationMatrix): string {
  let found: { rho: number; first: number; second: number } | undefined;
  matrix.forEach((row, first) => {
    row.forEach((rho, second) => {
      if (second <= first || typeof rho !== "number") return;
      if (!found || Math.abs(rho) > Math.abs(found.rho)) found = { rho, first, second };
    });
  });
  const one = found && variables[found.first]?.label;
  const other = found && variables[found.second]?.label;
  if (!found || one === undefined || other === undefined) return "No two variables vary.";
  const direction = found.rho < 0 ? "against one another" : "together";
  return `${one} and ${other} move ${direction} most, at ${correlationText(found.rho)}.`;
}
