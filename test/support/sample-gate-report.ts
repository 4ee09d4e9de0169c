import { compareDatasets } from "../../src/explore/compare-datasets.ts";
import { datasetChecks } from "../../src/gate/dataset/dataset-checks.ts";
import { metricHistories } from "../../src/gate/metric-history.ts";
import type { HistoryEntry } from "../../src/model/gate-history.ts";
import type { Check, Comparison, ComparisonKind, GateReport } from "../../src/model/verdict.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { sampleBaseline } from "./sample-baseline.ts";
import { hostileTexts } from "./sample-dataset-report.ts";
import { between } from "./sample-pipeline-report.ts";
import { sampleSnapshot, withExamples } from "./sample-snapshot.ts";

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

/** A made-up pets dataset that lost two clips, has another label and got louder. */
const comparison200 = compareDatasets(
  sampleSnapshot({ count: 200, seed: 1 }),
  withExamples(sampleSnapshot({ count: 200, seed: 1 }), (example, index) =>
    index < 2
      ? null
      : {
          ...example,
          label: index === 7 ? "owl" : example.label,
          numbers: [example.numbers[0]!, example.numbers[1]! + 3],
        },
  ),
);

const counterChecks: readonly Check[] = [
  {
    category: "counter",
    kind: "failed",
    subject: "mel",
    quantity: "allocatedBytes",
    baseline: 1_048_576,
    current: 1_101_005,
    tolerance: 0.01,
    message: "mel allocates 5% more (1.05 MB -> 1.10 MB per pass; 1% is allowed)",
  },
  {
    category: "contract",
    kind: "failed",
    subject: "mel",
    quantity: "dtype",
    baseline: "float32",
    current: "float64",
    tolerance: 0,
    message: 'stage "mel": dtype was float32 and is float64',
  },
];

/** Twenty gates, of which the last eight found mel slower by a tenth. */
function sampleHistory(): GateReport["history"] {
  const random = seededRandom(2);
  const entries = Array.from(
    { length: 20 },
    (_, day): HistoryEntry => ({
      schemaVersion: 1,
      measuredAt: `2025-02-${String(day + 1).padStart(2, "0")}T08:00:00.000Z`,
      commit: `${day}`.padStart(40, "0"),
      kind: "passed",
      environment: sampleBaseline.environment,
      values: {
        pipeline: { value: 0.0092 * (1 + 0.01 * random.normal()), unit: "secondsPerExample" },
        "stage:mel": {
          value: 0.002 * (day < 12 ? 1 : 1.1) * (1 + 0.01 * random.normal()),
          unit: "secondsPerExample",
        },
        "allocatedBytes:mel": { value: day < 19 ? 1_048_576 : 1_101_005, unit: "allocatedBytes" },
      },
    }),
  );
  return metricHistories(entries);
}

/** The report of a gate over a pipeline and a dataset, with all that such a report may hold. */
export function fullGateReport(): GateReport {
  return {
    ...sampleGateReport(),
    module: "notebooks/urban/per-clip.ts",
    account: {
      roundCount: 22,
      discardedRoundCount: 3,
      endedBy: "decision",
      seed: 7,
      load: { processorPressure: 0.31, queueShare: 0.04 },
    },
    checks: [...counterChecks, ...datasetChecks(comparison200, ["labels"])],
    dataset: {
      source: "pets",
      baselinePath: ".soundings/datasets/urban.json",
      baselineCreatedAt: "2025-02-20T09:30:00.000Z",
      baselineCommit: null,
      comparison: comparison200,
      allowed: ["labels"],
    },
    history: sampleHistory() ?? [],
  };
}

/** The same with hostile text in every check, example and metric. */
export function hostileFullReport(): GateReport {
  const text = hostileTexts.join(" ");
  return {
    ...fullGateReport(),
    ...hostileGateReport(),
    isAdvisory: false,
    module: text,
    checks: hostileTexts.map((subject, index) => ({
      ...counterChecks[index % 2]!,
      ...{
        subject,
        quantity: subject,
        message: text,
        baseline: text,
        current: subject,
        examples: hostileTexts,
      },
    })),
    history: hostileTexts.map((metricId) => ({ ...sampleHistory()![0]!, metricId })),
  };
}
