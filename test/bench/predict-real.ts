// Predicted against measured on real pipelines over real recordings: each is profiled, changed and measured by `profile verify` in a process
// of its own, window by window in turn with the pipeline as it is. Writes docs/predictions.json and, from it, docs/predictions.md; pipelines
// that are not named keep what was measured of them before. The last line is JSON.
//   npm run bench:predict-real [-- --quick] [--kinds main-one,pool]
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { PipelineReport } from "../../src/model/pipeline-profile.ts";
import type { Change } from "../../src/model/prediction.ts";
import { leastEven } from "../../src/profiler/even-cores.ts";
import { changeText } from "../../src/report/pipeline/change-text.ts";
import { quantile } from "../../src/stats/quantiles.ts";
import { builds } from "./pipelines/real-pipelines.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    kinds: { type: "string" },
    render: { type: "boolean", default: false },
  },
});
const quickKinds = ["main-two", "wait-slots", "files-hash"];
const kinds = options.render
  ? []
  : (options.kinds?.split(",") ?? (options.quick ? quickKinds : Object.keys(builds)));
/** How often a pipeline is profiled and changed, at most, on cores that turn out uneven. */
const mostAttempts = 2;
const [storePath, pagePath] = ["docs/predictions.json", "docs/predictions.md"];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const times = (ratio: number): string => `${ratio.toFixed(2)}x`;

/** One change of one pipeline. */
interface Row {
  readonly change: Change;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
  readonly measured: number;
  readonly measuredLow: number;
  readonly measuredHigh: number;
  readonly pairCount: number;
  /** Whether that much or more was predicted. */
  readonly isLeast: boolean;
  /** Of a change to threads: speed of the slowest core relative to the fastest while it was measured, 0..1. */
  readonly slowestCoreSpeed?: number;
}

/** Predicted over measured, less 1; more than the least that was predicted is no error. */
const errorOf = ({ predicted, measured, isLeast }: Row): number =>
  isLeast ? Math.max(0, predicted / measured - 1) : predicted / measured - 1;
const isMissed = ({ low, high, measuredLow, measuredHigh, isLeast }: Row): boolean =>
  measuredHigh < low || (!isLeast && measuredLow > high);

/** One pipeline. */
interface Study {
  readonly kind: string;
  /** Load average of the machine while it was measured, and the share of time that its main thread waited for a core. */
  readonly load: number;
  readonly runQueueShare: number | null;
  /** Speed of the slowest core relative to the fastest after the run that predictions are made of, 0..1. */
  readonly slowestCoreSpeed?: number;
  readonly measuredAt: string;
  readonly rows: readonly Row[];
  readonly refused: readonly string[];
}

const studies = new Map<string, Study>();
if (existsSync(storePath)) {
  for (const study of JSON.parse(readFileSync(storePath, "utf8")) as Study[]) studies.set(study.kind, study);
}
for (const kind of kinds) {
  console.error(`${kind} ...`);
  studies.set(
    kind,
    onEvenCores(() => study(kind)),
  );
  // The page holds what the repository's command made of all pipelines; a quick run is for the eyes alone.
  if (!options.quick) store();
}
if (options.render) store();
report();

/** Another virtual machine may take half of a core: then the whole is done again, and what was measured on the most even cores counts. */
function onEvenCores(measure: () => Study): Study {
  let best: Study | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const found = measure();
    if (best === undefined || evennessOf(found) > evennessOf(best)) best = found;
    if (evennessOf(best) >= leastEven) break;
    console.error(`${found.kind}: the slowest core had ${percent(evennessOf(found))} of the fastest`);
  }
  return best!;
}

/** The least speed of a core relative to the others, as far as it was looked for: after the run, and around changes to threads. */
function evennessOf({ slowestCoreSpeed, rows }: Study): number {
  return Math.min(slowestCoreSpeed ?? 1, ...rows.map((row) => row.slowestCoreSpeed ?? 1));
}

function study(kind: string): Study {
  const effort = options.quick ? ["--changes", "3", "--pairs", "4"] : ["--changes", "4", "--pairs", "25"];
  const words = [
    "verify",
    "test/bench/pipelines/real-pipelines.ts",
    "--param",
    `kind=${kind}`,
    "--max-time",
    "4s",
    "--window",
    "0.25s",
    "--json",
    "--out",
    `reports/predictions/${kind}`,
  ];
  const run = spawnSync(process.execPath, ["bin/profile.js", ...words, ...effort], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`${kind}: ${run.stderr}`);
  const result = JSON.parse(run.stdout) as PipelineReport;
  const rows = result.predictions.flatMap(
    ({ change, examplesPerSecond, speedup, isLeast = false, outcome }): readonly Row[] => {
      if (outcome === undefined) return [];
      const base = examplesPerSecond.center / speedup;
      const { center, low, high } = outcome.speedup;
      return [
        {
          change,
          predicted: speedup,
          low: examplesPerSecond.low / base,
          high: examplesPerSecond.high / base,
          measured: center,
          measuredLow: low,
          measuredHigh: high,
          pairCount: outcome.pairCount,
          ...(outcome.slowestCoreSpeed !== undefined && { slowestCoreSpeed: outcome.slowestCoreSpeed }),
          isLeast,
        },
      ];
    },
  );
  return {
    kind,
    load: loadavg()[0] ?? 0,
    runQueueShare: result.run.runQueueShare,
    ...(result.run.slowestCoreSpeed !== undefined && { slowestCoreSpeed: result.run.slowestCoreSpeed }),
    measuredAt: result.createdAt,
    rows,
    refused: (result.refusals ?? [])
      .filter(({ reason }) => reason.startsWith("it failed"))
      .map(({ change, reason }) => `${changeText(change)}: ${reason}`),
  };
}

function figures(all: readonly Study[]) {
  const rows = all.flatMap((one) => one.rows);
  const errors = rows.map((row) => Math.abs(errorOf(row))).sort((a, b) => a - b);
  const share = (isSo: (row: Row) => boolean): number => rows.filter(isSo).length / Math.max(1, rows.length);
  const picks = all.flatMap(bestStage);
  return {
    pipelines: all.length,
    changes: rows.length,
    medianError: quantile(errors, 0.5),
    p95Error: quantile(errors, 0.95),
    coverage: share((row) => !isMissed(row)),
    centerCoverage: share(
      ({ low, high, measured, isLeast }) => low <= measured && (isLeast || measured <= high),
    ),
    bestStage: picks.filter((isRight) => isRight).length / Math.max(1, picks.length),
    bestStages: picks.length,
  };
}

/** Whether the stage that was predicted to gain most if it were free is the one, or gains within a tenth of it; empty where fewer than two were tried. */
function bestStage({ rows }: Study): readonly boolean[] {
  const free = rows.filter(({ change }) => change.kind === "free");
  if (free.length < 2) return [];
  const byPrediction = free.reduce((a, b) => (b.predicted > a.predicted ? b : a));
  const most = Math.max(...free.map(({ measured }) => measured));
  return [byPrediction.measured - 1 >= 0.9 * (most - 1)];
}

function store(): void {
  const all = Object.keys(builds).flatMap((kind) => studies.get(kind) ?? []);
  writeFileSync(storePath, `${JSON.stringify(all, null, 1)}\n`);
  writeFileSync(pagePath, page(all));
}

function page(all: readonly Study[]): string {
  const sums = figures(all);
  const loads = all.map(({ load }) => load);
  const waits = all.flatMap(({ runQueueShare }) => (runQueueShare === null ? [] : [runQueueShare]));
  return `# Predicted against measured

Made by \`npm run bench:predict-real\` (raw values: predictions.json); do not edit. ${all.length} pipelines over real recordings, ${sums.changes} changes, each
applied by \`profile verify\` and measured window by window in turn with the pipeline as it is, in one process. Speed-ups are ratios of
throughput; time spent waiting for cores that other programs had is taken out on both sides. Measured on ${availableParallelism()} cores under a load average of ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}: other
programs kept the main thread waiting for ${percent(Math.min(...waits))} to ${percent(Math.max(...waits))} of the time, so the measured side is itself uncertain, as its interval says. Where one core was
slower than ${percent(leastEven)} of another, as neighbours of a virtual machine make it, a pipeline was measured again, up to ${mostAttempts} times in all, and the most even cores count; they are told with each.

| of all changes | |
| --- | --- |
| median error | ${percent(sums.medianError)} |
| 95th percentile of errors | ${percent(sums.p95Error)} |
| predicted and measured interval overlap | ${percent(sums.coverage)} |
| predicted interval holds the measured centre | ${percent(sums.centerCoverage)} |
| stage that would gain most if it were free, found (${sums.bestStages} pipelines) | ${percent(sums.bestStage)} |

${all.map(section).join("\n")}`;
}

function section(one: Study): string {
  const { kind, load, runQueueShare, rows, refused } = one;
  const evenness =
    one.slowestCoreSpeed === undefined ? "" : `, slowest core ${percent(evennessOf(one))} of the fastest`;
  const head = `## ${kind}: ${builds[kind]?.[0]}\n\nLoad ${load.toFixed(1)}${runQueueShare === null ? "" : `, waiting for a core ${percent(runQueueShare)}`}${evenness}.\n`;
  const lines = rows.map((row) => {
    const [error, isMiss, least] = [errorOf(row), isMissed(row), row.isLeast ? "at least " : ""];
    return `| ${changeText(row.change)} | ${least}${times(row.predicted)} | ${times(row.low)} ${row.isLeast ? "or more" : `to ${times(row.high)}`} | ${times(row.measured)} | ${times(row.measuredLow)} to ${times(row.measuredHigh)} | ${row.pairCount} | ${percent(error)}${isMiss ? ", a miss" : ""} |`;
  });
  const failures = refused.map((text) => `\nNot tried: ${text}`).join("\n");
  return `${head}
| change | predicted | interval | measured | interval | pairs | error |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
${failures}`;
}

function report(): void {
  const all = [...studies.values()];
  console.table(
    all.flatMap(({ kind, rows }) =>
      rows.map((row) => ({
        kind,
        change: changeText(row.change),
        predicted: row.predicted.toFixed(3),
        measured: row.measured.toFixed(3),
        error: `${percent(errorOf(row))}${isMissed(row) ? ", a miss" : ""}`,
        pairs: row.pairCount,
      })),
    ),
  );
  console.log(JSON.stringify({ bench: "predict-real", nodeVersion: process.versions.node, ...figures(all) }));
}
