import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Example } from "../../src/model/example.ts";
import type { Flow } from "../../src/pipeline/flow.ts";
import { iterateFlow } from "../../src/pipeline/run-flow.ts";
import { audioFolder } from "../../src/workflows/audio-folder.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

async function all(flow: Flow<Example>): Promise<readonly Example[]> {
  const examples: Example[] = [];
  for await (const example of iterateFlow(flow)) examples.push(example);
  return examples;
}

test("a source of the examples of a folder, in order, with labels; nothing else of the folder", async (context) => {
  const folder = temporaryFolder(context);
  for (const path of ["wren/b.wav", "owl/a.wav", "owl/c.wav"]) writeDeep(join(folder, path), toneBytes(440));
  writeDeep(join(folder, "readme.md"), "birds");
  const examples = await all(audioFolder(folder));
  assert.deepEqual(
    examples.map(({ id, label }) => [id, label]),
    [
      ["owl/a.wav", "owl"],
      ["owl/c.wav", "owl"],
      ["wren/b.wav", "wren"],
    ],
  );
  assert.equal((await all(audioFolder(folder, { limit: 2 }))).length, 2);
  assert.equal(audioFolder(folder, { name: "birds" }).stages[0]?.name, "birds");
});

test("a folder that is not there is wrong usage, told once it is iterated", async () => {
  const flow = audioFolder("no/such/folder");
  await assert.rejects(all(flow), { code: "usage", message: /no\/such\/folder/ });
});
