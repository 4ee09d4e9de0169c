import assert from "node:assert/strict";
import { test } from "node:test";
import { collectGarbage } from "../../src/io/collect-garbage.ts";
import { turnLoop } from "../../src/profiler/turn-loop.ts";

test("what nobody holds any more is gone, and what is held is not", async () => {
  const held = { large: new Uint8Array(1000) };
  const references = [new WeakRef(held), new WeakRef({ large: new Uint8Array(1000) })];
  // What a reference was made of in the same turn is kept.
  await turnLoop();
  collectGarbage();
  assert.deepEqual(
    references.map((reference) => reference.deref() !== undefined),
    [true, false],
  );
  assert.equal(held.large.length, 1000);
});
