/** Names that tell the runs apart: those of the same name get their seed, then a number. */
export function runNames(runs: readonly { name: string; seed: number }[]): string[] {
  const count = (names: readonly string[], name: string) =>
    names.filter((one) => one === name).length;
  const plain = runs.map((run) => run.name);
  const withSeed = runs.map((run, place) =>
    count(plain, run.name) > 1 ? `${plain[place]} (seed ${run.seed})` : run.name,
  );
  return withSeed.map((name, place) =>
    count(withSeed, name) > 1 ? `${name} ${count(withSeed.slice(0, place), name) + 1}` : name,
  );
}
