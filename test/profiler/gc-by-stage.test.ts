import assert from "node:assert/strict";
import { test } from "node:test";
import { gcSecondsByStage } from "../../src/profiler/gc-by-stage.ts";

/** Stage 0 works from 0 to 1 s and from 4 to 5 s, stage 1 from 2 to 3 s. */
const slices = [
  { stageIndex: 0, startSeconds: 0, endSeconds: 1 },
  { stageIndex: 1, startSeconds: 2, endSeconds: 3 },
  { stageIndex: 0, startSeconds: 4, endSeconds: 5 },
];
const pause = (startSeconds: number, durationSeconds = 0.1) => ({ startSeconds, durationSeconds });

for (const [what, pauses, expected] of [
  ["within a slice is that stage's", [pause(2.5)], [0, 0.1, 0]],
  ["several add up", [pause(0.2), pause(0.4), pause(4.5)], [0.3, 0, 0]],
  ["between slices is nobody's", [pause(1.5), pause(3.5)], [0, 0, 0]],
  ["before the first and after the last is nobody's", [pause(-1), pause(9)], [0, 0, 0]],
  ["each goes to its own", [pause(0.5), pause(1.5), pause(2.1), pause(4.9)], [0.2, 0.1, 0]],
] as const) {
  test(`a pause ${what}`, () => {
    const seconds = gcSecondsByStage(pauses, slices, 3);
    assert.deepEqual(
      seconds.map((value) => Math.round(value * 1e9) / 1e9),
      expected,
    );
  });
}
