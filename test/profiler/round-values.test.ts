import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../src/pipeline/flow.ts";
import { passExampleCount, roundValues } from "../../src/profiler/round-values.ts";
import { simulateMachine } from "../support/simulated-machine.ts";
import { recordOn, recordWork, steadyWork } from "../support/simulated-run.ts";

/** To the nanosecond. */
const rounded = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, Math.round(value * 1e9) / 1e9]));

const expected = { "stage:decode": 0.001, "stage:mel": 0.003, pipeline: 0.004 };

test("the values of a pass are seconds per example, by stage and for the whole, in the order of the stages", async () => {
  const pass = await recordWork(steadyWork);
  assert.equal(passExampleCount(pass), 40);
  const values = rounded(roundValues([pass]));
  assert.deepEqual(values, expected);
  assert.deepEqual(Object.keys(values), Object.keys(expected));
});

test("calls that were disturbed in one pass do not change the values, as long as no call was in every pass", async () => {
  const disturbedAt = (wanted: number) =>
    recordWork({ ...steadyWork, decode: (index) => (index % 3 === wanted ? 0.05 : 0.001) });
  const passes = [await disturbedAt(0), await disturbedAt(1), await disturbedAt(2)];
  const values = rounded(roundValues(passes));
  assert.deepEqual([values["stage:decode"], values["stage:mel"]], [0.001, 0.003]);
});

test("an output that was disturbed in one pass does not change the value of the whole", async () => {
  const disturbed = { ...steadyWork, mel: (index: number) => (index === 17 ? 0.5 : 0.003) };
  assert.deepEqual(
    rounded(roundValues([await recordWork(disturbed), await recordWork(steadyWork)])),
    expected,
  );
});

test("what is slower in every pass is slower", async () => {
  const slower = { ...steadyWork, mel: () => 0.006 };
  const values = rounded(roundValues([await recordWork(slower), await recordWork(slower)]));
  assert.deepEqual(values, { "stage:decode": 0.001, "stage:mel": 0.006, pipeline: 0.007 });
});

test("an asynchronous stage counts by the time its calls hold their slots; stages that only pass on are left out", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => Array.from({ length: 20 }, (_, index) => index))
    .map("read", async (n) => {
      await machine.latency(0.012);
      return n;
    })
    .shuffle("shuffle", 2)
    .prefetch("ahead", 2);
  const values = rounded(roundValues([await recordOn(machine, flow)]));
  assert.deepEqual(Object.keys(values), ["stage:read", "pipeline"]);
  assert.ok(Math.abs((values["stage:read"] ?? 0) / 0.012 - 1) < 0.02, `${values["stage:read"]}`);
});

test("no pass has no values", () => {
  assert.deepEqual(roundValues([]), {});
});
