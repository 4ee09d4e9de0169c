import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "../../../src/model/prediction.ts";
import { steadySourceOf } from "../../../src/profiler/summarize-run.ts";
import { predictThese } from "../../../src/profiler/what-if/predict-run.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";
import { workedFlow } from "../../support/worked-flow.ts";

// The worked example, profiled on a simulated machine, and what an independent discrete-event simulation of each change gave, in examples
// per second. Its services were spread within 50 % of their means, these are fixed: where waits matter, that is worth a few percent.
const cases: readonly (readonly [Change, number, number])[] = [
  [{ stage: "augment", kind: "faster", amount: 2 }, 161.9, 0.002],
  [{ stage: "augment", kind: "faster", amount: 10 }, 266.0, 0.01],
  [{ stage: "augment", kind: "free", amount: null }, 300.2, 0.06],
  [{ stage: "mel", kind: "free", amount: null }, 139.3, 0.002],
  [{ stage: "read", kind: "concurrent", amount: 1 }, 81.0, 0.03],
  // There the thread paid nothing for shipping, and could do 166.6; here it pays as much as the main thread: 1 / 6.8 ms.
  [{ stage: "augment", kind: "parallel", amount: 1 }, 147.06, 0.01],
  [{ stage: "augment", kind: "parallel", amount: 4 }, 251.1, 0.04],
];

// Shipping takes the main thread 0.4 ms each way; there are cores for all.
const machine = {
  ...simulateMachine(),
  coreCount: 16,
  measureShipping: () => ({ fixedSeconds: 0.0004, secondsPerByte: 0 }),
};
const record = await recordOn(machine, workedFlow(machine));
const bottleneck = { stage: "augment", resource: "main", utilization: 1, reason: "" } as const;
const predictions = predictThese(
  { ...steadySourceOf(record), bottleneck },
  cases.map(([change]) => change),
);

for (const [index, [{ stage, kind, amount }, expected, relative]] of cases.entries()) {
  test(`${stage} ${kind}${amount === null ? "" : ` ${amount}`}: ${expected} examples per second`, () => {
    const { center, low, high } = predictions[index]!.examplesPerSecond;
    assertClose(center, expected, { relative });
    assert.ok(low <= center && center <= high);
  });
}

test("four threads give 2.3 times, not four: the main thread binds again, and the prediction says so", () => {
  const four = predictions[6]!;
  assertClose(four.speedup, 2.3, { relative: 0.04 });
  assert.match(four.nextBound, /the main thread/);
});
