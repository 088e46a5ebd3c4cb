// Reads the introspected schemas of all roles with graphql-js, as clients and code generators do: each one is built,
// is valid, and can be printed and read again. `cargo test --test it introspection` writes them.
//
//   npm ci && npm test        or        node check.mjs FOLDER

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildClientSchema, buildSchema, printSchema, validateSchema } from 'graphql';

const [folder] = process.argv.slice(2);
let files = [];
try {
  files = readdirSync(folder).filter((name) => name.endsWith('.json'));
} catch {
  // The message below says what to do.
}
if (files.length === 0) {
  console.error(`${folder} holds no introspected schema: run "cargo test --test it introspection" first`);
  process.exit(1);
}

const faults = files.flatMap((name) => {
  try {
    const schema = buildClientSchema(JSON.parse(readFileSync(join(folder, name), 'utf8')).data);
    const found = [...validateSchema(schema), ...validateSchema(buildSchema(printSchema(schema)))];
    return found.map((fault) => `${name}: ${fault.message}`);
  } catch (fault) {
    return [`${name}: ${fault.message}`];
  }
});
for (const fault of faults) {
  console.error(fault);
}
console.log(`${files.length} introspected schemas, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
