import type { FunctionInfo } from "~/api/formulas";

/** Functions in which every word is found; those whose name begins with the first come first. */
export function searchFunctions(
  functions: readonly FunctionInfo[],
  asked: string,
  category: string | null,
): FunctionInfo[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const found = functions.filter((one) => {
    if (category && one.category !== category) return false;
    const text = `${one.name} ${one.category} ${one.summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const first = words[0];
  if (!first) return found;
  const rank = (one: FunctionInfo) => {
    const name = one.name.toLowerCase();
    if (name === first) return 0;
    if (name.startsWith(first)) return 1;
    return name.includes(first) ? 2 : 3;
  };
  return found
    .map((one, place) => ({ one, place, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ one }) => one);
}
