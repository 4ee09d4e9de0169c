import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunRecord, StageTotals } from "../../src/profiler/run-record.ts";
import { summarizeRun } from "../../src/profiler/summarize-run.ts";
import { recordWork, steadyWork } from "../support/simulated-run.ts";

/** The record with the running totals of one stage changed. */
function doctored(
  record: RunRecord,
  stageIndex: number,
  change: (totals: Readonly<StageTotals>) => Partial<StageTotals>,
): RunRecord {
  return {
    ...record,
    snapshots: record.snapshots.map((snapshot) => ({
      ...snapshot,
      stages: snapshot.stages.map((totals, index) =>
        index === stageIndex ? { ...totals, ...change(totals) } : totals,
      ),
    })),
  };
}

test("a run that was measured right breaks no identity, and predicts", async () => {
  const profile = summarizeRun(await recordWork(steadyWork));
  assert.equal(
    profile.findings.some(({ code }) => code === "identity-broken"),
    false,
  );
  assert.ok(profile.predictions.length > 0);
});

for (const [what, subject, change] of [
  ["main-thread time counted twice", "main thread", ({ busySeconds }) => ({ busySeconds: 2 * busySeconds })],
  ["slots in use for longer than they exist", "mel", ({ holdSeconds }) => ({ holdSeconds: 2 * holdSeconds })],
  ["waiting while working", "mel", ({ holdSeconds }) => ({ starvedSeconds: holdSeconds })],
] as const satisfies readonly (readonly [
  string,
  string,
  (totals: Readonly<StageTotals>) => Partial<StageTotals>,
])[]) {
  test(`${what} is a finding about "${subject}", and nothing is predicted from such a run`, async () => {
    const { findings, predictions } = summarizeRun(doctored(await recordWork(steadyWork), 2, change));
    const broken = findings.filter(({ code }) => code === "identity-broken");
    assert.equal(broken[0]?.subject, subject);
    assert.equal(broken[0]?.severity, "error");
    assert.deepEqual(predictions, []);
  });
}

/** The record with its stage "mel" in one thread, its totals changed at the end, and its calls of these lengths. */
function inThreads(
  record: RunRecord,
  change: Partial<StageTotals>,
  callsSeconds?: readonly number[],
): RunRecord {
  const last = record.snapshots.length - 1;
  return {
    ...record,
    stages: record.stages.map((stage) =>
      stage.name === "mel"
        ? {
            ...stage,
            worker: { threadCount: 1, startSeconds: 0 },
            holdsSeconds: callsSeconds ?? stage.holdsSeconds,
          }
        : stage,
    ),
    snapshots: record.snapshots.map((snapshot, index) => ({
      ...snapshot,
      stages: snapshot.stages.map((totals, stage) =>
        stage === 2 && index === last ? { ...totals, ...change } : totals,
      ),
    })),
  };
}

test("a call that the window cuts in two breaks no identity, however long it took", async () => {
  const change = { workerBusySeconds: 9, shipSeconds: 9 };
  const codes = (callsSeconds: readonly number[], record: RunRecord) =>
    summarizeRun(inThreads(record, change, callsSeconds)).findings.map(({ code }) => code);
  const record = await recordWork(steadyWork);
  assert.ok(!codes([0.001, 20], record).includes("identity-broken"));
  assert.ok(codes([20, 0.001], record).includes("identity-broken"), "the first call waits for its thread");
});

for (const [what, change, rule] of [
  ["threads that work for longer than they exist", { workerBusySeconds: 9 }, /fits into their time/],
  [
    "shipping that takes longer than the calls it is part of",
    { workerBusySeconds: 0.001, shipSeconds: 9 },
    /fit into the calls/,
  ],
] as const) {
  test(`${what} are a finding about their stage`, async () => {
    const threaded = inThreads(await recordWork(steadyWork), change);
    const broken = summarizeRun(threaded).findings.filter(({ code }) => code === "identity-broken");
    assert.deepEqual([...new Set(broken.map(({ subject }) => subject))], ["mel"]);
    assert.ok(broken.some(({ evidence }) => rule.test(evidence.rule)));
  });
}
