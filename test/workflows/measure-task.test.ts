import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { measureTask, pathBeforeId } from "../../src/workflows/measure-task.ts";

const tones = join(import.meta.dirname, "../fixtures/audio/tones");

test("a file is found by what comes before all ids, or by a path of its own", async () => {
  const path = join(tones, "s16.wav");
  const pathBefore = pathBeforeId({ id: "s16.wav", path });
  assert.equal(`${pathBefore}s16.wav`, path);
  assert.equal(pathBeforeId({ id: "another", path }), "");
  const common = { withMeyda: false, withContentTag: true };
  const byId = await measureTask({ ...common, exampleId: "s16.wav", pathBefore });
  const byPath = await measureTask({ ...common, exampleId: "s16.wav", path, pathBefore: "/elsewhere/" });
  assert.notEqual(byId.contentTag, null);
  assert.deepEqual(byPath, byId);
});
