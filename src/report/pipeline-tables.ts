import type { PipelineReport, StageProfile } from "../model/pipeline-profile.ts";
import type { Table } from "../model/table.ts";
import { findingsTable } from "./dataset-tables.ts";
import { flags, numbers, rowsTable, texts } from "./rows-table.ts";

/** A report on a pipeline as tables. */
export interface PipelineTables {
  /** One row, the run as a whole: exampleCount, outputCount, wallSeconds, examplesPerSecond with its interval, overheadShare, and what binds it. */
  readonly run: Table;
  /** One row per stage: what it is, what it did, where its slots' time went, its rates, and the contract of its outputs. */
  readonly stages: Table;
  /** One row per epoch of a pipeline that repeats. */
  readonly epochs: Table;
  /** One row per bound: resource, demandSeconds, capacity, examplesPerSecond, inequality. */
  readonly bounds: Table;
  /** One row per prediction: the change, what it would give with its interval, and what was measured of it where it was tried. */
  readonly predictions: Table;
  /** The slowest examples of each stage, one row each, with their attributes as JSON. */
  readonly examples: Table;
  /** How full each stage was at each moment that was kept: one row per stage and moment. */
  readonly occupancy: Table;
  /** One row per finding. */
  readonly findings: Table;
}

/** The parts of `pipeline.json` that people sort, filter and join. Values are unrounded; missing ones are null. */
export function pipelineTables(report: PipelineReport): PipelineTables {
  return {
    run: runTable(report),
    stages: stageTable(report.stages),
    epochs: rowsTable("epochs", report.run.epochs, [
      numbers("index", ({ index }) => index),
      numbers("wallSeconds", ({ wallSeconds }) => wallSeconds),
      numbers("outputCount", ({ outputCount }) => outputCount),
    ]),
    bounds: rowsTable("bounds", report.bounds, [
      texts("resource", ({ resource }) => resource),
      numbers("demandSeconds", ({ demandSeconds }) => demandSeconds),
      numbers("capacity", ({ capacity }) => capacity),
      numbers("outputsPerSecond", ({ outputsPerSecond }) => outputsPerSecond),
      numbers("examplesPerSecond", ({ examplesPerSecond }) => examplesPerSecond),
      texts("inequality", ({ inequality }) => inequality),
    ]),
    predictions: predictionTable(report),
    examples: exampleTable(report.stages),
    occupancy: occupancyTable(report.stages),
    findings: findingsTable(report.findings),
  };
}

function runTable({ pipeline, run, bottleneck }: PipelineReport): Table {
  return rowsTable(
    "run",
    [run],
    [
      texts("pipeline", () => pipeline.name),
      numbers("exampleCount", ({ exampleCount }) => exampleCount),
      numbers("outputCount", ({ outputCount }) => outputCount),
      numbers("wallSeconds", ({ wallSeconds }) => wallSeconds),
      numbers("examplesPerSecond", ({ examplesPerSecond }) => examplesPerSecond),
      numbers("examplesPerSecond:low", ({ examplesPerSecondEstimate }) => examplesPerSecondEstimate.low),
      numbers("examplesPerSecond:high", ({ examplesPerSecondEstimate }) => examplesPerSecondEstimate.high),
      numbers("audioSecondsPerSecond", ({ audioSecondsPerSecond }) => audioSecondsPerSecond),
      flags("isSteady", ({ isSteady }) => isSteady),
      numbers("warmUpSeconds", ({ warmUpSeconds }) => warmUpSeconds),
      numbers("overheadShare", ({ overheadShare }) => overheadShare),
      numbers("gcSeconds", ({ gcSeconds }) => gcSeconds),
      texts("bottleneckStage", () => bottleneck.stage),
      texts("bottleneckResource", () => bottleneck.resource),
      numbers("bottleneckUtilization", () => bottleneck.utilization),
    ],
  );
}

function stageTable(stages: readonly StageProfile[]): Table {
  return rowsTable("stages", stages, [
    texts("name", ({ name }) => name),
    texts("kind", ({ kind }) => kind),
    numbers("concurrency", ({ concurrency }) => concurrency),
    numbers("callCount", ({ callCount }) => callCount),
    numbers("inputCount", ({ inputCount }) => inputCount),
    numbers("outputCount", ({ outputCount }) => outputCount),
    numbers("visitRatio", ({ visitRatio }) => visitRatio),
    numbers("busySeconds", ({ busySeconds }) => busySeconds),
    numbers("cpuSeconds", ({ cpuSeconds }) => cpuSeconds),
    numbers("starvedSeconds", ({ starvedSeconds }) => starvedSeconds),
    numbers("backPressuredSeconds", ({ backPressuredSeconds }) => backPressuredSeconds),
    numbers("holdSeconds", ({ holdSeconds }) => holdSeconds),
    numbers("eventLoopWaitSeconds", ({ eventLoopWaitSeconds }) => eventLoopWaitSeconds),
    numbers("gcSeconds", ({ gcSeconds }) => gcSeconds),
    numbers("serviceSeconds:q05", ({ serviceSeconds }) => serviceSeconds.quantiles?.["0.05"]),
    numbers("serviceSeconds:median", ({ serviceSeconds }) => serviceSeconds.quantiles?.["0.5"]),
    numbers("serviceSeconds:q95", ({ serviceSeconds }) => serviceSeconds.quantiles?.["0.95"]),
    numbers("examplesPerSecond", ({ examplesPerSecond }) => examplesPerSecond),
    numbers("audioSecondsPerSecond", ({ audioSecondsPerSecond }) => audioSecondsPerSecond),
    numbers("bytesPerSecond", ({ bytesPerSecond }) => bytesPerSecond),
    numbers("allocatedBytes", ({ allocatedBytes }) => allocatedBytes),
    numbers("utilization", ({ utilization }) => utilization),
    texts("dtype", ({ contract }) => contract?.dtype),
    texts("shape", ({ contract }) => (contract?.shape ? JSON.stringify(contract.shape) : null)),
    numbers("min", ({ contract }) => contract?.min),
    numbers("max", ({ contract }) => contract?.max),
    numbers("nanCount", ({ contract }) => contract?.nanCount),
  ]);
}

function predictionTable({ predictions }: PipelineReport): Table {
  return rowsTable("predictions", predictions, [
    texts("stage", ({ change }) => change.stage),
    texts("kind", ({ change }) => change.kind),
    numbers("amount", ({ change }) => change.amount),
    numbers("examplesPerSecond", ({ examplesPerSecond }) => examplesPerSecond.center),
    numbers("examplesPerSecond:low", ({ examplesPerSecond }) => examplesPerSecond.low),
    numbers("examplesPerSecond:high", ({ examplesPerSecond }) => examplesPerSecond.high),
    numbers("speedup", ({ speedup }) => speedup),
    flags("isLeast", ({ isLeast }) => isLeast ?? false),
    numbers("effort", ({ effort }) => effort),
    numbers("gainPerEffort", ({ gainPerEffort }) => gainPerEffort),
    texts("nextBound", ({ nextBound }) => nextBound),
    numbers("measuredSpeedup", ({ outcome }) => outcome?.speedup.center),
    numbers("measuredSpeedup:low", ({ outcome }) => outcome?.speedup.low),
    numbers("measuredSpeedup:high", ({ outcome }) => outcome?.speedup.high),
    flags("isWithin", ({ outcome }) => outcome?.isWithin),
  ]);
}

function exampleTable(stages: readonly StageProfile[]): Table {
  const rows = stages.flatMap(({ name, costByData }) =>
    (costByData?.slowest ?? []).map((example) => ({ stage: name, ...example })),
  );
  return rowsTable("examples", rows, [
    texts("stage", ({ stage }) => stage),
    texts("id", ({ id }) => id),
    numbers("serviceSeconds", ({ serviceSeconds }) => serviceSeconds),
    texts("attributes", ({ attributes }) => JSON.stringify(attributes)),
  ]);
}

function occupancyTable(stages: readonly StageProfile[]): Table {
  const rows = stages.flatMap(({ name, occupancy }) =>
    (occupancy?.atSeconds ?? []).map((atSeconds, index) => ({
      stage: name,
      atSeconds,
      elementCount: occupancy?.elementCounts[index] ?? null,
      capacity: occupancy?.capacity ?? null,
    })),
  );
  return rowsTable("occupancy", rows, [
    texts("stage", ({ stage }) => stage),
    numbers("atSeconds", ({ atSeconds }) => atSeconds),
    numbers("elementCount", ({ elementCount }) => elementCount),
    numbers("capacity", ({ capacity }) => capacity),
  ]);
}
