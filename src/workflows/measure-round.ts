import type { CoreClock } from "../io/core-clock.ts";
import { measureCalibrationSeconds, readPressure } from "../io/machine.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { PairedRound, Round, RoundLoad } from "../model/round.ts";
import { recordRun } from "../profiler/record-run.ts";
import { passExampleCount, roundValues, stopwatchValues } from "../profiler/round-values.ts";
import type { RunRecord } from "../profiler/run-record.ts";
import { coreEffects } from "./core-effects.ts";
import { type Injection, inject } from "./inject.ts";
import { buildFlow, loadPipeline } from "./load-pipeline.ts";
import { outputsFor } from "./outputs-for.ts";

/** What one round runs. */
export interface RoundOptions {
  /** Path of the module that exports the pipeline. */
  readonly module: string;
  readonly parameters: Parameters;
  /** Passes that are measured, after those that warm up. */
  readonly passCount: number;
  /** Examples per pass at most. */
  readonly exampleCount: number;
  /** Makes a stage slower on purpose, for a gate to find; of a pair, the head's. Default null. */
  readonly injection?: Injection | null;
}

/** What a round of a pair runs: `module` is the head. */
export interface PairOptions extends RoundOptions {
  /** Path of the base's module. */
  readonly baseModule: string;
  readonly isBaseFirst: boolean;
}

/** Passes before the first that is measured. */
const warmUpCount = 2;

/**
 * One round of a gate or a baseline, in this process: passes to warm up, then passes over the same examples, with the
 * calibration kernel before and after.
 */
export async function measureRound(options: RoundOptions): Promise<Round> {
  const before = measureCalibrationSeconds();
  const side = await openSide(options, { module: options.module, injection: options.injection ?? null });
  await takeTurns([side], options.passCount);
  return { ...roundOf(side), calibrationSeconds: Math.min(before, measureCalibrationSeconds()) };
}

/**
 * One round of both revisions in this process: each is loaded as its own copy, and their passes alternate, so that what slows the
 * machine slows both.
 */
export async function measurePair(options: PairOptions): Promise<PairedRound> {
  const { module, baseModule, isBaseFirst, injection = null } = options;
  const openBase = () => openSide(options, { module: baseModule, injection: null, isOwnCopy: true });
  const openHead = () => openSide(options, { module, injection, isOwnCopy: true });
  const [first, second] = isBaseFirst
    ? [await openBase(), await openHead()]
    : [await openHead(), await openBase()];
  await takeTurns([first, second], options.passCount);
  const [base, head] = isBaseFirst ? [first, second] : [second, first];
  return { base: roundOf(base), head: roundOf(head), isBaseFirst };
}

/** One revision, loaded, and what has been measured of it. */
interface Side {
  readonly clock: CoreClock;
  readonly pass: () => Promise<RunRecord>;
  readonly records: RunRecord[];
  readonly stopwatch: Readonly<Record<string, number>>[];
}

async function openSide(
  { parameters, exampleCount }: RoundOptions,
  copy: { readonly module: string; readonly injection: Injection | null; readonly isOwnCopy?: boolean },
): Promise<Side> {
  const pipeline = await loadPipeline(copy.module, parameters, copy);
  const { clock, effects } = coreEffects();
  const pass = async (): Promise<RunRecord> => {
    const flow = inject(await buildFlow(pipeline), copy.injection);
    const limits = { maxOutputs: outputsFor(flow, exampleCount), maxSeconds: null, measuresOverhead: false };
    return recordRun({ name: pipeline.name, parameters: pipeline.parameters, flow }, limits, effects);
  };
  return { clock, pass, records: [], stopwatch: [] };
}

/** Passes of all sides in turn, in an order that turns round each time. */
async function takeTurns(sides: readonly Side[], passCount: number): Promise<void> {
  for (let turn = -warmUpCount; turn < passCount; turn++) {
    for (const side of turn % 2 === 0 ? sides : [...sides].reverse()) {
      side.clock.forget();
      const record = await side.pass();
      if (turn < 0) continue;
      side.records.push(record);
      side.stopwatch.push(stopwatchValues(record, side.clock.wallSecondsBetween));
    }
  }
}

function roundOf({ records, stopwatch }: Side): Round {
  const first = records[0]!;
  const ids = Object.keys(stopwatch[0] ?? {});
  return {
    pipeline: first.pipeline,
    secondsPerExample: roundValues(records),
    calibrationSeconds: 0,
    passCount: records.length,
    exampleCount: passExampleCount(first),
    contracts: Object.fromEntries(first.stages.map((stage) => [stage.name, stage.contract])),
    load: loadOf(records),
    passSeconds: Object.fromEntries(
      ids.map((id) => [id, stopwatch.map((values) => values[id] ?? Number.NaN)]),
    ),
  };
}

function loadOf(records: readonly RunRecord[]): RoundLoad {
  const schedules = records.flatMap(({ schedule }) => (schedule === null ? [] : [schedule]));
  const onCpuSeconds = schedules.reduce((sum, schedule) => sum + schedule.onCpuSeconds, 0);
  const runQueueSeconds = schedules.reduce((sum, schedule) => sum + schedule.runQueueSeconds, 0);
  const readySeconds = onCpuSeconds + runQueueSeconds;
  return {
    processorPressure: readPressure(),
    queueShare: readySeconds > 0 ? runQueueSeconds / readySeconds : null,
  };
}
