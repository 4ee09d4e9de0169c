import assert from "node:assert/strict";
import { test } from "node:test";
import { calibrateStages } from "../../../src/profiler/calibrate/calibrate-stages.ts";
import { summarizeRun } from "../../../src/profiler/summarize-run.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";
import { workedFlow } from "../../support/worked-flow.ts";

test("alone, a read takes its 12 ms, where the busy run saw three times that", async () => {
  const machine = simulateMachine();
  const flow = workedFlow(machine);
  const record = await recordOn(machine, flow);
  const read = record.stages.find(({ name }) => name === "read");
  assert.ok((read?.aways?.highSeconds.at(-1) ?? 0) > 0.03);
  const { calibrations } = await machine.run(() => calibrateStages(flow, record, machine));
  const found = calibrations.find(({ stage }) => stage === "read");
  assertClose(found?.serviceSeconds ?? 0, 0.012, { relative: 1e-6 });
  assertClose(found?.crowdedSeconds ?? 0, 0.012, { relative: 1e-6 });
});

test("batches of three sizes give the fixed and the growing part of their cost, and another size is predicted from it", async () => {
  const machine = simulateMachine();
  const flow = workedFlow(machine);
  const record = await recordOn(machine, flow);
  const calibrated = await machine.run(() => calibrateStages(flow, record, machine));
  const cost = calibrated.batchCosts.get("batch");
  assert.deepEqual(cost?.sizes, [4, 8, 16]);
  assertClose(cost.fixedSeconds, 0.001, { relative: 1e-6 });
  assertClose(cost.secondsPerElement, 0.00005, { relative: 1e-6 });
  const predicted = summarizeRun(record, calibrated).predictions.find(
    ({ change }) => change.kind === "batched" && change.amount === 32,
  );
  const other = simulateMachine();
  const actual = summarizeRun(await recordOn(other, workedFlow(other, { batchSize: 32 }))).run;
  assertClose(predicted?.examplesPerSecond.center ?? 0, actual.examplesPerSecond, { relative: 0.005 });
});

test("without a calibration another size of batches is refused", async () => {
  const machine = simulateMachine();
  const { predictions, refusals = [] } = summarizeRun(await recordOn(machine, workedFlow(machine)));
  assert.equal(
    predictions.some(({ change }) => change.kind === "batched"),
    false,
  );
  assert.ok(refusals.some(({ change }) => change.kind === "batched"));
});
