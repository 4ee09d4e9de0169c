import assert from "node:assert/strict";
import { test } from "node:test";
import { tableFromIPC, tableToIPC } from "apache-arrow";
import { toArrow } from "../../src/io/arrow.ts";
import { fromDataFrame, toDataFrame } from "../../src/io/danfo.ts";
import type { DatasetDiff } from "../../src/model/dataset-diff.ts";
import type { Drift } from "../../src/model/drift.ts";
import type { Table } from "../../src/model/table.ts";
import { tablesOf } from "../../src/report/tables-of.ts";
import { sampleDatasetReport } from "../support/sample-dataset-report.ts";
import { fullGateReport } from "../support/sample-gate-report.ts";
import { samplePipelineReport } from "../support/sample-pipeline-report.ts";

const [dataset, pipeline, gate] = [sampleDatasetReport(), samplePipelineReport(), fullGateReport()];
const results = {
  ...{ dataset: tablesOf(dataset), pipeline: tablesOf(pipeline), gate: tablesOf(gate) },
  diff: tablesOf(diff()),
};

/** Two sides of which one lost a label, and one number has drifted. */
function diff(): DatasetDiff {
  const side = { name: "cars", source: "cars.csv", knownFrom: "table" } as const;
  const drift: Drift = {
    ...{ feature: "durationSeconds", kind: "number", scope: "all", outcome: "drifted" },
    ...{ beforeCount: 10, afterCount: 9, before: 1.5, after: 2.5, measure: "kolmogorov-smirnov" },
    effect: {
      center: 0.5,
      low: 0.25,
      high: 0.75,
      confidenceLevel: 0.95,
      method: "exact",
      observationCount: 19,
    },
    ...{
      shiftDeviations: 1,
      stabilityIndex: 0.3,
      pValue: 0.001,
      adjustedPValue: 0.004,
      detectableEffect: 0.4,
    },
  };
  return {
    ...{ schemaVersion: 1, tool: dataset.tool, before: side, after: side, facts: [], comparison: null },
    labels: [{ value: "usa", before: 4, after: 0 }],
    splits: [{ value: "train", before: 10, after: 9 }],
    ...{ drifts: [drift], hasDrifted: true },
  };
}

/** The cells of a column. */
function cells({ columns }: Table, name: string) {
  return columns.find((column) => column.name === name)?.values;
}

/** Every table of every result. */
const all = Object.entries(results).flatMap(([result, tables]) =>
  Object.entries(tables as unknown as Readonly<Record<string, Table>>).map(
    ([name, table]) => [`${result}.${name}`, table] as const,
  ),
);

test("a pipeline's stages, bounds, predictions and slowest examples are rows", () => {
  const { run, stages, bounds, predictions, examples, occupancy, epochs, findings } = results.pipeline;
  assert.deepEqual(
    cells(stages, "name"),
    pipeline.stages.map(({ name }) => name),
  );
  assert.deepEqual(
    cells(stages, "busySeconds"),
    pipeline.stages.map(({ busySeconds }) => busySeconds),
  );
  assert.deepEqual(cells(run, "examplesPerSecond"), [pipeline.run.examplesPerSecond]);
  assert.deepEqual(
    cells(bounds, "inequality"),
    pipeline.bounds.map(({ inequality }) => inequality),
  );
  assert.deepEqual(
    cells(predictions, "examplesPerSecond:low"),
    pipeline.predictions.map((one) => one.examplesPerSecond.low),
  );
  const slowest = pipeline.stages.flatMap(({ costByData }) => costByData?.slowest ?? []);
  assert.ok(slowest.length > 0);
  assert.deepEqual(
    cells(examples, "id"),
    slowest.map(({ id }) => id),
  );
  assert.equal(
    occupancy.rowCount,
    pipeline.stages.reduce((sum, stage) => sum + (stage.occupancy?.atSeconds.length ?? 0), 0),
  );
  assert.equal(epochs.rowCount, pipeline.run.epochs.length);
  assert.equal(findings.rowCount, pipeline.findings.length);
});

test("what differs between two datasets is rows", () => {
  const { drifts, counts } = results.diff;
  assert.deepEqual(cells(drifts, "feature"), ["durationSeconds"]);
  assert.deepEqual(cells(drifts, "effect:high"), [0.75]);
  assert.deepEqual(cells(drifts, "adjustedPValue"), [0.004]);
  assert.deepEqual(cells(counts, "list"), ["labels", "splits"]);
  assert.deepEqual(cells(counts, "after"), [0, 9]);
});

test("a gate's comparisons, checks and history are rows", () => {
  const { verdict, comparisons, checks, history } = results.gate;
  assert.deepEqual(cells(verdict, "kind"), [gate.kind]);
  assert.deepEqual(
    cells(comparisons, "kind"),
    gate.comparisons.map(({ kind }) => kind),
  );
  assert.deepEqual(
    cells(comparisons, "relativeChange:high"),
    gate.comparisons.map(({ relativeChange }) => relativeChange?.high ?? null),
  );
  assert.ok((gate.checks ?? []).length > 0 && (gate.history ?? []).length > 0);
  assert.deepEqual(
    cells(checks, "message"),
    gate.checks!.map(({ message }) => message),
  );
  assert.deepEqual(
    cells(history, "value"),
    gate.history!.flatMap(({ points }) => points.map(({ value }) => value)),
  );
  const changes = gate.history!.reduce((sum, { changePoints }) => sum + changePoints.length, 0);
  assert.equal(cells(history, "isChangePoint")!.filter(Boolean).length, changes);
});

test("every table of every result goes to danfojs and comes back as it was", async () => {
  for (const [name, table] of all) {
    const back = fromDataFrame(await toDataFrame(table), table.name);
    assert.equal(back.rowCount, table.rowCount, name);
    for (const column of table.columns) {
      // A column with nothing in it, or no row, keeps no type.
      if (column.nullCount < table.rowCount)
        assert.deepEqual(cells(back, column.name), column.values, `${name}.${column.name}`);
    }
  }
});

test("every table of every result is written as Arrow and read back as it was", async () => {
  for (const [name, table] of all) {
    const back = tableFromIPC(tableToIPC(await toArrow(table)));
    assert.equal(back.numRows, table.rowCount, name);
    for (const column of table.columns) {
      const values = Array.from(back.getChild(column.name) ?? []);
      assert.deepEqual(values, [...column.values], `${name}.${column.name}`);
    }
  }
});
