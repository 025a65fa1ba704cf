// Writes src/api/schema.d.ts from the OpenAPI document, so that a change of the API is a compile error here.
// npm run schema -- path/to/openapi.json; without a path, from the running server.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const server = process.env.ULAM_SERVER ?? "http://127.0.0.1:8080";
const path = process.argv[2];
const source = path ? pathToFileURL(resolve(path)) : new URL("/api/v2/openapi.json", server);
// A field with a default may be left out of requests, and empty lists are left out of answers.
const tree = await openapiTS(source, { alphabetize: true, defaultNonNullable: false });
writeFileSync(
  new URL("../src/api/schema.d.ts", import.meta.url),
  `// Generated from the OpenAPI document by \`npm run schema\`. Don't edit.\n${astToString(tree)}`,
);
