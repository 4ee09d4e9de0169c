import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { pageScript, pageScriptHash } from "../../src/report/page-script.ts";

test("the script of pages is that of its sources, which the compiler accepts", () => {
  const { status, stderr } = spawnSync(process.execPath, ["src/report/browser/build-script.js", "--check"]);
  assert.equal(status, 0, String(stderr));
});

test("the script is called what it hashes to, and cannot end the element it stands in", () => {
  assert.equal(pageScriptHash, `sha256-${createHash("sha256").update(pageScript).digest("base64")}`);
  assert.doesNotMatch(pageScript, /<\/script|<!--|\beval\b|new Function|innerHTML|fetch\(|import\(/i);
});
