import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** Twelve tones in two folders; one of them is of noise beyond full scale, so that there is a clip to hear. */
function writeTones(folder: string): void {
  for (let index = 0; index < 12; index += 1) {
    const name = `${index % 2 === 0 ? "high" : "low"}/secretname${index}.wav`;
    writeDeep(join(folder, "data", name), index === 0 ? "no audio" : toneBytes(300 + 40 * index, 0.06));
  }
}

const page = (folder: string, out: string): string => readFileSync(join(folder, out, "dataset.html"), "utf8");

test("--audio says how the page plays clips, --redact what it may say", async (context) => {
  const folder = temporaryFolder(context);
  writeTones(folder);
  const run = (...words: string[]) => runProfile(["dataset", "data", "--quiet", ...words], { folder });
  for (const words of [
    ["--out", "linked"],
    ["--audio", "embed", "--out", "embedded"],
    ["--audio", "none", "--out", "silent"],
    ["--redact", "--out", "redacted"],
  ]) {
    assert.deepEqual(await run(...words), { exitCode: 0, stdout: "", stderr: "" });
  }
  assert.match(page(folder, "linked"), /src="\.\.\/data\/(high|low)\/secretname\d+\.wav"/);
  assert.match(page(folder, "embedded"), /src="data:audio\/wav;base64,/);
  assert.doesNotMatch(page(folder, "silent"), /<audio/);
  assert.doesNotMatch(page(folder, "redacted"), /<audio|secretname|>data</);
  const refused = await run("--audio", "loud");
  assert.equal(refused.exitCode, 2);
});
