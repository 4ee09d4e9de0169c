import type { Measurement, Metric } from "../../src/model/baseline.ts";
import type { Environment } from "../../src/model/environment.ts";
import { pipelineMetricId, stageMetricId } from "../../src/model/round.ts";
import { type Random, seededRandom } from "../../src/stats/random.ts";

/** A machine that all runs share unless a test says otherwise. */
export const machine: Environment = {
  operatingSystem: "linux",
  architecture: "x64",
  cpuModel: "Example CPU",
  logicalCoreCount: 2,
  cpuQuotaCores: null,
  memoryClassBytes: 2 ** 34,
  nodeVersion: "20.20",
  v8Version: "11.3",
};

/** True seconds per example of each stage. */
export type StageSeconds = Readonly<Record<string, number>>;

/** The pipeline that most tests measure. */
export const fiveStages: StageSeconds = {
  read: 0.0005,
  decode: 0.001,
  augment: 0.006,
  mel: 0.002,
  batch: 0.0001,
};

/** A run with these rounds, in seconds per example; `pipeline` is the sum of the stages. */
export function measurement(
  rounds: Readonly<Record<string, readonly number[]>>,
  changes: Partial<Measurement> = {},
): Measurement {
  const stages = Object.entries(rounds);
  const roundCount = stages[0]?.[1].length ?? 0;
  const whole = Array.from({ length: roundCount }, (_, round) =>
    stages.reduce((sum, [, values]) => sum + (values[round] ?? 0), 0),
  );
  return {
    pipeline: { name: "example", parameters: {} },
    environment: machine,
    metrics: [
      ...stages.map(([stage]) => metric(stageMetricId(stage), stage)),
      metric(pipelineMetricId, null),
    ],
    samples: [
      ...stages.map(([stage, values]) => ({ metricId: stageMetricId(stage), values })),
      { metricId: pipelineMetricId, values: whole },
    ],
    calibrationSeconds: Array.from({ length: roundCount }, () => 0.004),
    processorPressure: Array.from({ length: roundCount }, () => 0.1),
    roundCount,
    passCount: 8,
    exampleCount: 64,
    contracts: {},
    ...changes,
  };
}

/** How rounds scatter about the truth. */
export interface Noise {
  /** Standard deviation of the logarithm of a round. */
  readonly standardDeviation: number;
  /** Correlation of successive rounds. */
  readonly correlation?: number;
  /** Share of rounds thrown off by six standard deviations, up or down. */
  readonly outlierShare?: number;
  /** Standard deviation of a shift of all rounds of a stage, of its logarithm. */
  readonly drift?: number;
  /** Rounds; default 12. */
  readonly roundCount?: number;
}

/** Rounds drawn from a first-order autoregressive series with outliers. */
export function simulatedRun(
  seconds: StageSeconds,
  noise: Noise,
  random: Random = seededRandom(1),
): Measurement {
  const rounds = Object.entries(seconds).map(([stage, mean]) => [
    stage,
    simulatedRounds(mean, noise, random),
  ]);
  return measurement(Object.fromEntries(rounds));
}

function simulatedRounds(mean: number, noise: Noise, random: Random): number[] {
  const { standardDeviation, correlation = 0, outlierShare = 0, drift = 0, roundCount = 12 } = noise;
  const shift = drift * random.normal();
  let state = random.normal();
  return Array.from({ length: roundCount }, () => {
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * random.normal();
    const outlier = random.next() < outlierShare ? 6 * Math.sign(random.next() - 0.5) : 0;
    return mean * Math.exp(shift + standardDeviation * (state + outlier));
  });
}

function metric(id: string, stage: string | null): Metric {
  return { id, stage, unit: "secondsPerExample", direction: "lower-is-better", estimator: "minimum" };
}
