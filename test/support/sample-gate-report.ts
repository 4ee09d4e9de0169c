import type { Comparison, ComparisonKind, GateReport } from "../../src/model/verdict.ts";
import { hostileTexts } from "./sample-dataset-report.ts";
import { between } from "./sample-pipeline-report.ts";

/** Seconds per example now and then, and the interval of the change between them. */
type Change = readonly [baseline: number, low: number, center: number, high: number];

function comparison(stage: string | null, kind: ComparisonKind, change: Change | null): Comparison {
  const [baseline, low, center, high] = change ?? [0.002, 0, 0, 0];
  return {
    kind,
    metric: {
      id: stage === null ? "pipeline" : `stage:${stage}`,
      stage,
      unit: "secondsPerExample",
      direction: "lower-is-better",
      estimator: "minimum of passes",
    },
    baseline: kind === "new" ? null : baseline,
    current: kind === "missing" ? null : baseline * (1 + center),
    relativeChange: change === null ? null : between(low, center, high),
    pValue: change === null ? null : kind === "regressed" ? 0.000_02 : 0.61,
    pWithinTolerance: change === null ? null : kind === "passed" ? 0.0004 : 0.4,
    detectableChange: change === null ? null : 0.062,
    baselineRoundCount: 12,
    currentRoundCount: kind === "missing" ? 0 : 12,
  };
}

/** The report of a made-up gate that found one slower stage. */
export function sampleGateReport(): GateReport {
  return {
    schemaVersion: 1,
    tool: { name: "soundings", version: "0.1.0" },
    createdAt: "2025-03-01T14:05:00.000Z",
    kind: "regressed",
    blamedStages: ["augment"],
    message: "augment is 18.2% slower (14.9% to 21.6%), more than the margin of 3%.",
    comparisons: [
      comparison("augment", "regressed", [0.006, 0.149, 0.182, 0.216]),
      comparison("decode", "inconclusive", [0.001, -0.031, 0.044, 0.124]),
      comparison("mel", "passed", [0.002, -0.012, 0.004, 0.021]),
      comparison("batch", "improved", [0.0002, -0.094, -0.071, -0.048]),
      comparison("resample", "missing", null),
      comparison("normalise", "new", null),
      comparison(null, "regressed", [0.0092, 0.09, 0.118, 0.149]),
    ],
    rule: {
      margin: 0.03,
      tolerance: 0.1,
      alpha: 0.01,
      beta: 0.05,
      trim: 0.2,
      driftAllowance: 0.02,
      negligibleShare: 0.005,
      isCalibrated: true,
    },
    machineDifferences: [],
    isAdvisory: false,
    baselineName: "urban",
    baselinePath: ".soundings/baselines/urban.json",
    baselineCreatedAt: "2025-02-20T09:30:00.000Z",
    baselineCommit: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
    roundCount: 12,
    reproduceCommand: "npx profile gate notebooks/urban/per-clip.ts --baseline urban --rounds 12 --seed 1",
    acceptCommand: 'npx profile baseline accept urban --reason "why the change is worth it"',
  };
}

/** The same report with hostile text wherever text from a user can stand. */
export function hostileGateReport(): GateReport {
  const text = hostileTexts.join(" ");
  return {
    ...sampleGateReport(),
    blamedStages: hostileTexts,
    message: text,
    comparisons: hostileTexts.map((stage) => comparison(stage, "regressed", [0.006, 0.149, 0.182, 0.216])),
    isAdvisory: true,
    machineDifferences: hostileTexts,
    baselineName: text,
    baselinePath: text,
    baselineCreatedAt: text,
    baselineCommit: text,
    reproduceCommand: text,
    acceptCommand: text,
  };
}
