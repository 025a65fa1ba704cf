// Writes src/api/schema.d.ts from the OpenAPI document, so that a change of the API is a compile error here.
// npm run schema -- path/to/openapi.json; without a path, from the running server.
// With --check nothing is written: it fails where the committed types are not what the document gives.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const server = process.env.ULAM_SERVER ?? "http://127.0.0.1:8080";
const check = process.argv.includes("--check");
const path = process.argv.slice(2).find((argument) => argument !== "--check");
const source = path ? pathToFileURL(resolve(path)) : new URL("/api/v2/openapi.json", server);
// A field with a default may be left out of requests, and empty lists are left out of answers.
const tree = await openapiTS(source, { alphabetize: true, defaultNonNullable: false });
const types = `// Generated from the OpenAPI document by \`npm run schema\`. Don't edit.\n${astToString(tree)}`;
const target = new URL("../src/api/schema.d.ts", import.meta.url);
if (!check) {
  writeFileSync(target, types);
} else if (readFileSync(target, "utf8") !== types) {
  console.error(
    `src/api/schema.d.ts is not what ${source} gives; in web/: npm run schema -- ../docs/openapi.json`,
  );
  process.exit(1);
}
