import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { loadPipeline } from "../../src/workflows/load-pipeline.ts";
import { temporaryFolder } from "../support/run-profile.ts";

test("a module compiled to CommonJS exports its pipeline by default, loaded once or as a copy of its own", async () => {
  const path = join(temporaryFolder({ after }), "compiled.cjs");
  writeFileSync(
    path,
    `Object.defineProperty(exports, "__esModule", { value: true });
     exports.default = { [Symbol.for("soundings.pipeline")]: true, name: "compiled", with() { return this; } };`,
  );
  for (const isOwnCopy of [false, true])
    assert.equal((await loadPipeline(path, {}, { isOwnCopy })).name, "compiled");
});
