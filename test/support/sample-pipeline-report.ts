import type { CostByData } from "../../src/model/cost-by-data.ts";
import type { Estimate } from "../../src/model/estimate.ts";
import type {
  PipelineReport,
  StageContract,
  StageKind,
  StageOccupancy,
  StageProfile,
} from "../../src/model/pipeline-profile.ts";
import type { Prediction } from "../../src/model/prediction.ts";
import { hostileTexts } from "./sample-dataset-report.ts";

/** A bootstrap estimate at 95 %. */
export function between(low: number, center: number, high: number): Estimate {
  return { center, low, high, confidenceLevel: 0.95, method: "bootstrap", observationCount: 12 };
}

/** The slot-seconds of a stage over 10 s: busy, waiting elsewhere, for the event loop, starved, back-pressured. */
type SlotTimes = readonly [busy: number, waiting: number, loop: number, starved: number, blocked: number];

function stage(name: string, kind: StageKind, concurrency: number, times: SlotTimes): StageProfile {
  const [busySeconds, waiting, eventLoopWaitSeconds, starvedSeconds, backPressuredSeconds] = times;
  const holdSeconds = busySeconds + waiting + eventLoopWaitSeconds;
  const isBatch = kind === "batch" || name === "mel";
  const calls = isBatch ? 136 : 1090;
  return {
    name,
    kind,
    concurrency,
    callCount: calls,
    inputCount: 1090,
    outputCount: calls,
    visitRatio: calls / 136,
    busySeconds,
    cpuSeconds: 0.97 * busySeconds,
    starvedSeconds,
    backPressuredSeconds,
    holdSeconds,
    eventLoopWaitSeconds,
    gcSeconds: 0.02 * busySeconds,
    serviceSeconds: {
      quantiles: {
        "0.05": (0.8 * holdSeconds) / calls,
        "0.5": holdSeconds / calls,
        "0.95": (1.6 * holdSeconds) / calls,
      },
    },
    examplesPerSecond: calls / 10,
    audioSecondsPerSecond: 545,
    bytesPerSecond: isBatch ? 2.1e6 : 17.4e6,
    utilization: holdSeconds / (10 * concurrency),
    contract: isBatch
      ? { dtype: "float32", shape: [8, 40, null], min: -11.2, max: 4.31, nanCount: 0, sampledCount: 64 }
      : {
          dtype: kind === "source" ? null : "float32",
          shape: kind === "source" ? null : [80_000],
          min: -0.98,
          max: 0.99,
          nanCount: 0,
          sampledCount: 64,
        },
  };
}

function prediction(
  stageName: string,
  kind: "free" | "faster" | "parallel",
  amount: number | null,
  center: number,
): Prediction {
  return {
    change: { stage: stageName, kind, amount },
    examplesPerSecond: between(0.94 * center, center, 1.04 * center),
    speedup: center / 109,
    nextBound: `The main thread would still bind, at ${Math.round(center)} examples per second.`,
  };
}

/** Two sampling rates, one clip with NaN. */
const decodedContract: StageContract = {
  dtype: "float32",
  shape: [null],
  min: -0.98,
  max: 0.99,
  nanCount: 3,
  sampledCount: 64,
  infinityCount: 0,
  valueCount: 5_120_000,
  shapes: [
    { shape: [80_000], count: 61 },
    { shape: [96_000], count: 3 },
  ],
  sampleRatesHertz: [16_000, 48_000],
  durationSeconds: { min: 2, max: 5 },
  durationMismatchCount: 0,
  channels: [{ mean: 0.001, standardDeviation: 0.12 }],
};

function sampleOccupancy(): StageOccupancy {
  const counts = Array.from(
    { length: 60 },
    (_, index) => 4 - (index % 5 === 0 ? 1 : 0) - (index % 7 === 0 ? 1 : 0),
  );
  return { capacity: 4, atSeconds: counts.map((_, index) => index / 6), elementCounts: counts };
}

function sampleCost(): CostByData {
  return {
    exampleCount: 1090,
    groups: [
      {
        attributes: { codec: "mp3", sampleRateHertz: 48_000 },
        exampleCount: 65,
        exampleShare: 0.06,
        timeShare: between(0.36, 0.41, 0.46),
        secondsPerExample: 0.082,
      },
    ],
    trends: [
      {
        attribute: "durationSeconds",
        rankCorrelation: 0.81,
        secondsPerUnit: between(0.0022, 0.0024, 0.0027),
      },
    ],
    slowest: [
      { id: "rain/1-17367-A.mp3", serviceSeconds: 0.131, attributes: { codec: "mp3", durationSeconds: 5 } },
      { id: "dog/1-30226-A.mp3", serviceSeconds: 0.127, attributes: { codec: "mp3", durationSeconds: 5 } },
    ],
  };
}

/** The report of a made-up pipeline whose augmentation holds it back. */
export function samplePipelineReport(): PipelineReport {
  return {
    schemaVersion: 1,
    tool: { name: "soundings", version: "0.1.0" },
    createdAt: "2025-03-01T14:05:00.000Z",
    environment: {
      operatingSystem: "linux",
      architecture: "x64",
      cpuModel: "AMD EPYC 7B13",
      logicalCoreCount: 2,
      cpuQuotaCores: null,
      memoryClassBytes: 8_589_934_592,
      nodeVersion: "20.20",
      v8Version: "11.3.244.8",
    },
    pipeline: { name: "urban", parameters: { data: "data/esc10", batchSize: 8 } },
    run: {
      exampleCount: 1090,
      outputCount: 136,
      wallSeconds: 10,
      examplesPerSecond: 109,
      examplesPerSecondEstimate: between(105.2, 109, 112.4),
      outputsPerSecond: 13.6,
      audioSecondsPerSecond: 545,
      steadyFromExample: 64,
      isSteady: true,
      warmUpSeconds: 1.42,
      overheadShare: 0.0041,
      runQueueShare: 0.031,
      idleShare: 0.018,
      gcSeconds: 0.21,
      otherBusySeconds: 0.35,
      epochs: [
        { index: 0, wallSeconds: 6.1, outputCount: 68 },
        { index: 1, wallSeconds: 5.3, outputCount: 68 },
      ],
    },
    stages: [
      stage("list files", "source", 1, [0.05, 0, 0.1, 0, 9.85]),
      {
        ...stage("decode", "map", 4, [1.1, 13.1, 6, 0, 19.8]),
        occupancy: sampleOccupancy(),
        costByData: sampleCost(),
        contract: decodedContract,
      },
      stage("augment", "map", 1, [6.5, 0, 2.4, 1.1, 0]),
      stage("batch", "batch", 1, [0.2, 0, 0.3, 9.3, 0.2]),
      stage("mel", "map", 1, [1.9, 0, 0.5, 7.6, 0]),
    ],
    bounds: [
      {
        resource: "main",
        demandSeconds: 0.0734,
        capacity: 1,
        outputsPerSecond: 13.62,
        examplesPerSecond: 109,
        inequality: "136 outputs needed 9.98 s of the main thread; 1 thread / 0.0734 s = 13.6 outputs/s",
      },
      {
        resource: "slots:decode",
        demandSeconds: 0.096,
        capacity: 4,
        outputsPerSecond: 41.67,
        examplesPerSecond: 333.3,
        inequality: "4 slots / (8 calls of 12 ms per output) = 41.7 outputs/s",
      },
    ],
    bottleneck: {
      stage: "augment",
      resource: "main",
      utilization: 0.982,
      reason: "augment holds the pipeline back: it takes 65% of the main thread, which is 98.2% in use.",
    },
    predictions: [
      prediction("augment", "free", null, 314.7),
      {
        ...prediction("augment", "parallel", 4, 251.4),
        outcome: { speedup: between(2.12, 2.24, 2.35), pairCount: 6, relativeError: 0.03, isWithin: true },
      },
      prediction("augment", "faster", 2, 161.9),
      prediction("mel", "free", null, 139.3),
      prediction("decode", "free", null, 122),
    ],
    findings: [
      {
        code: "buffer-too-small",
        severity: "warning",
        subject: "decode",
        message: "Half of the slots of decode wait for the next stage: two slots would do as much.",
        evidence: {
          observed: "49.5%",
          expected: "below 25%",
          count: 4,
          rule: "share of slot time back-pressured above 0.25",
        },
      },
    ],
  };
}

/** The same report with hostile text wherever text from a user's module can stand. */
export function hostilePipelineReport(): PipelineReport {
  const report = samplePipelineReport();
  const [first = ""] = hostileTexts;
  return {
    ...report,
    pipeline: {
      name: hostileTexts.join(" "),
      parameters: Object.fromEntries(hostileTexts.map((text) => [text, text])),
    },
    environment: { ...report.environment, cpuModel: first },
    stages: hostileTexts.map((name, index) => ({ ...report.stages[index % report.stages.length]!, name })),
    bounds: hostileTexts.map((text) => ({
      ...report.bounds[0]!,
      resource: `slots:${text}`,
      inequality: text,
    })),
    bottleneck: {
      ...report.bottleneck,
      stage: first,
      resource: `slots:${first}`,
      reason: hostileTexts.join(" "),
    },
    predictions: hostileTexts.map((stageName) => ({
      ...prediction(stageName, "free", null, 200),
      nextBound: stageName,
    })),
  };
}
