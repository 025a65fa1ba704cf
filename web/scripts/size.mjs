// Fails when the script that the first page needs is more than the budget.
// Counted: the entry, the shell with its palette, Home, and all that they import statically, gzipped.
// Other pages, the sheet and the charts are loaded when they are needed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 300 * 1024;
const dist = new URL("../dist/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));

const first = new Set();
function visit(key) {
  if (first.has(key)) return;
  first.add(key);
  for (const imported of manifest[key].imports ?? []) visit(imported);
}
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
for (const page of [
  "src/shell/Shell.tsx",
  "src/shell/CommandPalette.tsx",
  "src/pages/home/HomePage.tsx",
]) {
  visit(page);
}

let total = 0;
for (const key of first) {
  const { file } = manifest[key];
  const bytes = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  total += bytes;
  console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${file}`);
}
console.log(
  `${(total / 1024).toFixed(1).padStart(8)} KB  first load of script, gzip (budget ${BUDGET_BYTES / 1024} KB)`,
);
if ([...first].some((key) => /echarts/.test(manifest[key].file))) {
  console.error("the charts are part of the first load; import them lazily");
  process.exit(1);
}
if (total > BUDGET_BYTES) {
  console.error("the first load is over its budget");
  process.exit(1);
}
