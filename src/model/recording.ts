import type { Environment } from "./environment.ts";
import type { Parameters } from "./pipeline-profile.ts";
import type { PairedRound, Round } from "./round.ts";

/** Version of a recording's file. */
export const recordingSchemaVersion = 1;

/** One side of a recorded round; whole nanoseconds per example. */
export interface RecordedSide {
  /** One value per metric, in the order of `metricIds`; null where the round has none. */
  readonly nanoseconds: readonly (number | null)[];
  /** By a stopwatch: one list per metric, one value per pass. */
  readonly passNanoseconds: readonly (readonly number[])[];
  readonly queueShare: number | null;
}

/** One round of a recording. */
export interface RecordedRound {
  readonly isBaseFirst: boolean;
  readonly processorPressure: number | null;
  readonly base: RecordedSide;
  readonly head: RecordedSide;
}

/** Rounds of one pipeline against itself, in order of time, to be judged again and again by any rule. */
export interface Recording {
  readonly schemaVersion: typeof recordingSchemaVersion;
  /** ISO 8601, UTC: when it began. */
  readonly recordedAt: string;
  /** What else the machine had to do, such as `1 hog`. */
  readonly condition: string;
  readonly pipeline: { readonly name: string; readonly parameters: Parameters };
  readonly environment: Environment;
  readonly isInterleaved: boolean;
  readonly metricIds: readonly string[];
  readonly rounds: readonly RecordedRound[];
}

/** A round as it is recorded. */
export function toRecorded(round: PairedRound, metricIds: readonly string[]): RecordedRound {
  const side = ({ secondsPerExample, passSeconds, load }: Round): RecordedSide => ({
    nanoseconds: metricIds.map((id) => nanoseconds(secondsPerExample[id] ?? Number.NaN)),
    passNanoseconds: metricIds.map((id) =>
      (passSeconds[id] ?? []).map((seconds) => nanoseconds(seconds) ?? 0),
    ),
    queueShare: load.queueShare === null ? null : Number(load.queueShare.toFixed(4)),
  });
  return {
    isBaseFirst: round.isBaseFirst,
    processorPressure: round.head.load.processorPressure,
    base: side(round.base),
    head: side(round.head),
  };
}

/** A recorded round as the gate takes it. */
export function fromRecorded(round: RecordedRound, { metricIds, pipeline }: Recording): PairedRound {
  const side = ({ nanoseconds: values, passNanoseconds, queueShare }: RecordedSide): Round => ({
    pipeline,
    secondsPerExample: Object.fromEntries(
      metricIds.flatMap((id, index) => {
        const value = values[index] ?? null;
        return value === null ? [] : [[id, value * 1e-9]];
      }),
    ),
    calibrationSeconds: 0,
    passCount: passNanoseconds[0]?.length ?? 0,
    exampleCount: 0,
    contracts: {},
    load: { queueShare, processorPressure: round.processorPressure },
    passSeconds: Object.fromEntries(
      metricIds.map((id, index) => [id, (passNanoseconds[index] ?? []).map((value) => value * 1e-9)]),
    ),
  });
  return { base: side(round.base), head: side(round.head), isBaseFirst: round.isBaseFirst };
}

function nanoseconds(seconds: number): number | null {
  return Number.isFinite(seconds) ? Math.round(seconds * 1e9) : null;
}
