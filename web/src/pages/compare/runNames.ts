/**
 * Names that tell the runs apart: those of the same name get their seed, then a number. Where all have
 * the same name, the seed alone tells more in less room.
 */
export function runNames(runs: readonly { name: string; seed: number }[]): string[] {
  const count = (names: readonly string[], name: string) =>
    names.filter((one) => one === name).length;
  const plain = runs.map((run) => run.name);
  const isOneName = plain.every((name) => name === plain[0]);
  const withSeed = runs.map((run) => {
    if (count(plain, run.name) < 2) return run.name;
    return isOneName ? `Seed ${run.seed}` : `${run.name} (seed ${run.seed})`;
  });
  return withSeed.map((name, place) =>
    count(withSeed, name) > 1 ? `${name}, run ${count(withSeed.slice(0, place), name) + 1}` : name,
  );
}
