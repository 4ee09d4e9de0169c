import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const folder = resolve(import.meta.dirname, "../golden");

/**
 * Holds `text` against the file `test/golden/<path>`, byte for byte.
 * After a change that is meant, `UPDATE_GOLDEN=1 npm test` writes the files anew; look at their diff before committing it.
 */
export function expectGolden(path: string, text: string): void {
  const file = resolve(folder, path);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.ok(existsSync(file), `no golden file ${path}: write it with UPDATE_GOLDEN=1`);
  assert.equal(
    text,
    readFileSync(file, "utf8"),
    `${path} differs: if that is meant, run with UPDATE_GOLDEN=1`,
  );
}
