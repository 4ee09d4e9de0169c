// Predictions against what the changed pipeline then does, over random pipelines on a simulated machine: the runtime and the recorder are
// the real ones, clocks and threads are not, so that nothing is noise. A table for people; the last line is JSON.
//   npm run bench:predict [-- --quick] [--first 0 --count 300] [--store cases.jsonl]
// With a store, pipelines that are in it are not run again: a long run can be cut into several.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Change } from "../../src/model/prediction.ts";
import { bottleneckOf } from "../../src/profiler/bottleneck.ts";
import { boundsOf, limitsOf, tightest } from "../../src/profiler/bounds.ts";
import { changed, demandsOf, examplesIn } from "../../src/profiler/demands.ts";
import { steadySourceOf } from "../../src/profiler/summarize-run.ts";
import { predictThese } from "../../src/profiler/what-if/predict-run.ts";
import { quantile } from "../../src/stats/quantiles.ts";
import {
  drawPipeline,
  openRandom,
  type RandomPipeline,
  type RandomStage,
} from "../support/random-pipeline.ts";
import { recordOn } from "../support/simulated-run.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    first: { type: "string", default: "0" },
    count: { type: "string" },
    store: { type: "string" },
    worst: { type: "boolean", default: false },
  },
});
const first = Number(options.first);
const count = Number(options.count ?? (options.quick ? 25 : 300));

interface Case {
  readonly seed: number;
  readonly change: Change;
  readonly isRoomy: boolean;
  readonly truth: number;
  readonly predicted: number;
  /** Whether that much or more was predicted. */
  readonly isLeast: boolean;
  readonly byBounds: number | null;
  readonly isCovered: boolean;
  readonly width: number;
}

/** Stages whose twofold speed-up gains most, by truth and by each way to tell. */
interface Pick {
  readonly bestGain: number;
  readonly gainOf: Readonly<Record<string, number>>;
}

const cases: Case[] = [];
const picks: Pick[] = [];
const startedAt = performance.now();
const stored = new Set<number>();
if (options.store !== undefined && existsSync(options.store)) readStore(options.store);
for (let seed = first + 1; seed <= first + count; seed++) {
  if (stored.has(seed)) continue;
  const [caseCount, pickCount] = [cases.length, picks.length];
  await study(drawPipeline(seed));
  if (options.store === undefined) continue;
  const line = { seed, cases: cases.slice(caseCount), picks: picks.slice(pickCount) };
  appendFileSync(options.store, `${JSON.stringify(line)}\n`);
  stored.add(seed);
}
report();

function readStore(path: string): void {
  for (const line of readFileSync(path, "utf8").trim().split("\n")) {
    const one = JSON.parse(line) as { seed: number; cases: Case[]; picks: Pick[] };
    stored.add(one.seed);
    cases.push(...one.cases);
    picks.push(...one.picks);
  }
}

async function study(pipeline: RandomPipeline): Promise<void> {
  const { machine, flow } = openRandom(pipeline);
  const record = await recordOn(machine, flow);
  const source = steadySourceOf(record);
  const demands = demandsOf(source.steady, record.stages, 64);
  const bottleneck = bottleneckOf(demands, boundsOf(demands));
  const changes = pipeline.stages.flatMap(changesOf);
  const predictions = predictThese({ ...source, bottleneck }, changes);
  const measured = examplesPerSecond(source);
  const truths: number[] = [];
  for (const change of changes) truths.push(await truthOf(pipeline, change));
  const isRoomy = pipeline.stages.every(
    ({ kind, size }) => !["io", "pool", "worker"].includes(kind) || size >= 2,
  );
  for (const [index, change] of changes.entries()) {
    const { examplesPerSecond: estimate, isLeast = false } = predictions[index]!;
    const { center, low, high } = estimate;
    const truth = truths[index]!;
    const byBounds = change.kind === "free" || change.kind === "faster" ? boundAfter(demands, change) : null;
    const isCovered = low <= truth && (isLeast || truth <= high);
    cases.push({
      seed: pipeline.seed,
      change,
      isRoomy,
      truth,
      predicted: center,
      isLeast,
      byBounds,
      isCovered,
      width: high / low - 1,
    });
  }
  pick(changes, truths, { measured, predicted: predictions.map(({ speedup }) => speedup), demands });
}

function changesOf({ name, kind, size }: RandomStage): readonly Change[] {
  if (kind === "queue" || kind === "expand")
    return kind === "queue" ? [{ stage: name, kind: "prefetched", amount: 2 * size }] : [];
  const basic: Change[] = [{ stage: name, kind: "faster", amount: 2 }];
  if (kind === "batch" || kind === "filter") return basic;
  basic.push({ stage: name, kind: "free", amount: null });
  if (kind === "io" || kind === "pool") basic.push({ stage: name, kind: "concurrent", amount: 2 * size });
  if (kind === "cpu") basic.push({ stage: name, kind: "parallel", amount: 2 });
  if (kind === "worker") basic.push({ stage: name, kind: "parallel", amount: 2 * size });
  if (kind === "io" || kind === "worker") basic.push({ stage: name, kind: "prefetched", amount: 4 });
  return basic;
}

function changePipeline(pipeline: RandomPipeline, { stage: name, kind, amount }: Change): RandomPipeline {
  const replace = (by: (stage: RandomStage) => readonly RandomStage[]): RandomPipeline => ({
    ...pipeline,
    stages: pipeline.stages.flatMap((stage) => (stage.name === name ? by(stage) : [stage])),
  });
  const size = amount ?? 1;
  if (kind === "free") return replace((stage) => [{ ...stage, meanSeconds: 0 }]);
  if (kind === "faster") return replace((stage) => [{ ...stage, meanSeconds: stage.meanSeconds / size }]);
  if (kind === "parallel") return replace((stage) => [{ ...stage, kind: "worker", size }]);
  if (kind === "concurrent") return replace((stage) => [{ ...stage, size }]);
  return replace((stage) =>
    stage.kind === "queue"
      ? [{ ...stage, size }]
      : [stage, { ...stage, name: `${name} ahead`, kind: "queue", size }],
  );
}

async function truthOf(pipeline: RandomPipeline, change: Change): Promise<number> {
  const { machine, flow } = openRandom(changePipeline(pipeline, change));
  return examplesPerSecond(steadySourceOf(await recordOn(machine, flow)));
}

function examplesPerSecond({ steady, record }: ReturnType<typeof steadySourceOf>): number {
  return examplesIn(steady, record.stages) / steady.wallSeconds;
}

/** The former predictor: the tightest bound after the change, at the efficiency of the run. */
function boundAfter(demands: ReturnType<typeof demandsOf>, change: Change): number {
  const measured = demands.outputCount / demands.wallSeconds;
  const before = tightest(limitsOf(demands, "intrinsic"))?.outputsPerSecond ?? measured;
  const after = tightest(limitsOf(changed(demands, change), "intrinsic"))?.outputsPerSecond ?? measured;
  return Math.max(measured, after * Math.min(1, measured / before)) * demands.examplesPerOutput;
}

function pick(
  changes: readonly Change[],
  truths: readonly number[],
  {
    measured,
    predicted,
    demands,
  }: {
    readonly measured: number;
    readonly predicted: readonly number[];
    readonly demands: ReturnType<typeof demandsOf>;
  },
): void {
  const faster = [...changes.keys()].filter((index) => changes[index]!.kind === "faster");
  const gain = (index: number): number => truths[index]! / measured - 1;
  const bestGain = Math.max(...faster.map(gain));
  if (bestGain <= 0.05) return;
  const by = (score: (index: number) => number): number =>
    gain(faster.reduce((a, b) => (score(b) > score(a) ? b : a)));
  const stageOf = (index: number) => demands.stages.find(({ name }) => name === changes[index]!.stage);
  picks.push({
    bestGain,
    gainOf: {
      simulation: by((index) => predicted[index]!),
      bounds: by((index) => boundAfter(demands, changes[index]!)),
      "time per slot": by(
        (index) => (stageOf(index)?.loadedHoldSeconds ?? 0) / (stageOf(index)?.slotCount ?? 1),
      ),
      "main-thread time": by((index) => stageOf(index)?.busySeconds ?? 0),
      "wall time": by((index) => stageOf(index)?.loadedHoldSeconds ?? 0),
    },
  });
}

function report(): void {
  // More than the least that was predicted is no error.
  const errorOf = (error: number, { isLeast }: Case): number =>
    isLeast ? Math.max(0, error) : Math.abs(error);
  const errors = (of: readonly Case[], value: (one: Case) => number | null): readonly number[] =>
    of
      .flatMap((one) => (value(one) === null ? [] : [errorOf(value(one)! / one.truth - 1, one)]))
      .sort((a, b) => a - b);
  const row = (name: string, of: readonly Case[], value: (one: Case) => number | null) => {
    const sorted = errors(of, value);
    const at = (share: number): number => Number((100 * quantile(sorted, share)).toFixed(2));
    return { what: name, cases: sorted.length, "median %": at(0.5), "p95 %": at(0.95), "max %": at(1) };
  };
  const roomy = cases.filter(({ isRoomy }) => isRoomy);
  const twofold = cases.filter(({ change }) => change.kind === "faster");
  const kinds = [...new Set(cases.map(({ change }) => change.kind))];
  const rows = [
    row("all changes, simulation", cases, (one) => one.predicted),
    row("all changes, c >= 2, simulation", roomy, (one) => one.predicted),
    ...kinds.map((kind) =>
      row(
        `${kind}, simulation`,
        cases.filter(({ change }) => change.kind === kind),
        (one) => one.predicted,
      ),
    ),
    row(
      "2x faster, c >= 2, simulation",
      twofold.filter(({ isRoomy }) => isRoomy),
      (one) => one.predicted,
    ),
    row("2x faster, bounds", twofold, (one) => one.byBounds),
    row(
      "2x faster, c >= 2, bounds",
      twofold.filter(({ isRoomy }) => isRoomy),
      (one) => one.byBounds,
    ),
  ];
  console.table(rows);
  const coverage = (of: readonly Case[]): number =>
    Number((of.filter(({ isCovered }) => isCovered).length / of.length).toFixed(4));
  const ways = Object.keys(picks[0]?.gainOf ?? {});
  const right = ways.map((way) => {
    const isRight = ({ gainOf, bestGain }: Pick): boolean => gainOf[way]! >= 0.9 * bestGain;
    return { way, "right stage": Number((picks.filter(isRight).length / picks.length).toFixed(4)) };
  });
  console.table(right);
  if (options.worst) {
    const worst = [...cases].sort(
      (a, b) => Math.abs(b.predicted / b.truth - 1) - Math.abs(a.predicted / a.truth - 1),
    );
    console.table(
      worst.slice(0, 25).map(({ seed, change, truth, predicted, isRoomy }) => ({
        seed,
        ...change,
        truth,
        predicted,
        isRoomy,
      })),
    );
  }
  const widths = cases.map(({ width }) => width).sort((a, b) => a - b);
  const figures = {
    bench: "predict",
    nodeVersion: process.versions.node,
    pipelines: Math.max(count, stored.size),
    cases: cases.length,
    seconds: Math.round((performance.now() - startedAt) / 1000),
    coverage: coverage(cases),
    coverageRoomy: coverage(roomy),
    medianIntervalWidth: Number(quantile(widths, 0.5).toFixed(4)),
    p90IntervalWidth: Number(quantile(widths, 0.9).toFixed(4)),
    picks: picks.length,
    right: Object.fromEntries(right.map((one) => [one.way, one["right stage"]])),
    rows,
  };
  console.log(JSON.stringify(figures));
}
