import assert from "node:assert/strict";
import { test } from "node:test";
import { type Flow, source } from "../../src/pipeline/flow.ts";
import { outputsFor } from "../../src/workflows/outputs-for.ts";

const clips = source("clips", () => [1]);

for (const [what, flow, outputCount] of [
  ["without batches an output is an example", clips, 64],
  ["batches of 8 hold 64 examples in 8 outputs", clips.batch("batch", 8), 8],
  ["a last batch that is not full counts", clips.batch("batch", 60), 2],
  ["batches of batches multiply", clips.batch("batch", 8).batch("group", 4), 2],
  ["what is unbatched is examples again", clips.batch("batch", 8).unbatch("ones"), 64],
  ["there is at least one output", clips.batch("batch", 1000), 1],
] as const satisfies readonly (readonly [string, Flow<unknown>, number])[]) {
  test(`of 64 examples: ${what}`, () => {
    assert.equal(outputsFor(flow, 64), outputCount);
  });
}
