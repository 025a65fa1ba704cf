// Writes src/api/schema.d.ts from the committed OpenAPI document, so that a change of the API is a compile error here.
import { writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL(process.argv[2] ?? "../openapi.json", import.meta.url);
const tree = await openapiTS(source, { alphabetize: true, defaultNonNullable: false });
writeFileSync(
  new URL("../src/api/schema.d.ts", import.meta.url),
  `// Generated from the OpenAPI document by \`npm run schema\`. Don't edit.\n${astToString(tree)}`,
);
