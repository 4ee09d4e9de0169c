import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { isInstalled, loadModule } from "../../src/io/load-module.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { writeDeep } from "../support/write-wav.ts";

function moduleOf(context: TestContext, name: string, text: string): string {
  const path = join(temporaryFolder(context), name);
  writeDeep(path, text);
  return path;
}

for (const [name, text] of [
  [
    "pipeline.ts",
    "interface A { readonly n: number }\nexport const a: A = { n: 1 };\nexport default a.n satisfies number;",
  ],
  ["pipeline.mts", "export const a = { n: 1 as number };\nexport default a.n;"],
  ["pipeline.mjs", "export const a = { n: 1 };\nexport default a.n;"],
  ["pipeline.js", "module.exports = { a: { n: 1 }, default: 1 };"],
  ["pipeline.cjs", "exports.a = { n: 1 };\nexports.default = 1;"],
] as const) {
  test(`${name} is loaded as it is`, async (context) => {
    const loaded = await loadModule(moduleOf(context, name, text));
    assert.deepEqual(loaded["a"] ?? (loaded["default"] as { a: unknown }).a, { n: 1 });
  });
}

test("TypeScript loads its TypeScript siblings, with and without an extension", async (context) => {
  const path = moduleOf(
    context,
    "pipeline.ts",
    'import { rate } from "./rate";\nimport { gain } from "./parts/gain.ts";\nexport default rate * gain;',
  );
  writeDeep(join(path, "../rate.ts"), "export const rate: number = 8;");
  writeDeep(join(path, "../parts/gain.ts"), "export const gain: number = 2;");
  assert.equal((await loadModule(path))["default"], 16);
});

for (const [what, name, text, says] of [
  ["throws", "a.mjs", 'throw new Error("no licence\\nfile");', /a\.mjs cannot be loaded: no licence file$/],
  ["throws no error", "a.mjs", 'throw "nothing";', /cannot be loaded: nothing$/],
  ["has a syntax error", "a.mjs", "export default (;", /cannot be loaded: Unexpected token/],
  ["has a syntax error", "a.ts", "export default (;", /cannot be loaded: .*Unexpected token.*1:16/],
  ["imports what is not there", "a.ts", 'import "./gone.ts";', /cannot be loaded: .*gone\.ts/],
] as const) {
  test(`a module ${name} that ${what} is the caller's error, in one line`, async (context) => {
    const path = moduleOf(context, name, text);
    await assert.rejects(loadModule(path), { code: "usage", message: says });
  });
}

test("a module that is not there, or is a folder, is told apart from one that does not load", async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "src"));
  await assert.rejects(loadModule(join(folder, "none.ts")), { code: "usage", message: /^no such module: / });
  await assert.rejects(loadModule(join(folder, "src")), {
    code: "usage",
    message: /is a folder, not a module/,
  });
});

test("what is installed is found without being loaded", () => {
  assert.equal(isInstalled("fast-check"), true);
  assert.equal(isInstalled("no-such-package-anywhere"), false);
});
