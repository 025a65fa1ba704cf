import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL(".", import.meta.url);
const schema = readFileSync(new URL("schema.d.ts", folder), "utf8");

/** Paths of the OpenAPI document with their parameters' names left out: `/api/v2/files/{}`. */
const known = new Set(
  [...schema.matchAll(/^ {4}"(\/[^"]+)": \{/gm)].map((match) =>
    (match[1] ?? "").replace(/\{[^}]+\}/g, "{}"),
  ),
);

const sources = readdirSync(folder).filter((name) => /^[a-z][A-Za-z]+\.ts$/.test(name));

// Types tell when a field changes; this tells when a path does.
describe("the paths that the client calls", () => {
  it.each(sources)("of %s are in the OpenAPI document", (name) => {
    let text = readFileSync(new URL(name, folder), "utf8");
    // `path(id, "/rest")` of a file stands for its own prefix.
    const prefix = /`(\/api\/v2\/[a-z-]+\/)\$\{part\(id\)\}\$\{rest\}`/.exec(text)?.[1];
    if (prefix) text = text.replace(/path\(id, [`"](\/[^`"]*)[`"]\)/g, `"${prefix}{}$1"`);
    const called = [...text.matchAll(/["`](\/api\/v2\/[^"`]*)["`]/g)]
      .map((match) => (match[1] ?? "").replace("${rest}", "").replace(/\$\{[^}]+\}/g, "{}"))
      .filter((path) => !path.endsWith("/"));
    for (const path of called) expect(known, `${name}: ${path}`).toContain(path);
  });

  it("finds the document's paths", () => {
    expect(known.size).toBeGreaterThan(100);
  });
});
