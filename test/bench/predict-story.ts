// The three versions of notebooks/urban, each predicted from each other: a version is profiled, its stages are made as fast as a stopwatch
// finds those of the other version outside any pipeline, and the predicted change of throughput is compared with the measured one, window
// by window in turn; a pair of versions is measured once, and read both ways. The last line is JSON.
//   npm run bench:predict-story [-- --quick]
import { loadavg } from "node:os";
import { defaultParameters } from "../../notebooks/urban/recordings.ts";
import { type StageSeconds, timeStages } from "../../notebooks/urban/time-stages.ts";
import { type Version, versions } from "../../notebooks/urban/versions.ts";
import type { Change } from "../../src/model/prediction.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import type { RunRecord } from "../../src/profiler/run-record.ts";
import { steadySourceOf } from "../../src/profiler/summarize-run.ts";
import { measurePairs } from "../../src/profiler/verify/measure-pairs.ts";
import { predictThese } from "../../src/profiler/what-if/predict-run.ts";
import { medianInterval } from "../../src/stats/median-interval.ts";
import { machineEffects } from "../../src/workflows/effects.ts";

const isQuick = process.argv.includes("--quick");
const parameters = { ...defaultParameters, clips: 32, batch: 16 };
const repeatCount = isQuick ? 7 : 15;
const pairing = { pairCount: isQuick ? 7 : 15, windowSeconds: isQuick ? 0.3 : 0.6, maxSeconds: 120 };

const stopwatch = await timeStages(versions, parameters, repeatCount);
const records = [];
for (const version of versions) records.push(await profile(version));
const measured = new Map<string, readonly number[]>();
const rows = [];
for (const [from, record] of records.entries()) {
  for (const to of versions.keys()) if (to !== from) rows.push(await compare(record, from, to));
}
console.table(rows);
console.log(
  JSON.stringify({ bench: "predict-story", nodeVersion: process.versions.node, load: loadavg()[0], rows }),
);

async function profile({ name, pipeline }: Version): Promise<RunRecord> {
  const flow = await pipeline.with({ ...parameters, epochs: isQuick ? 8 : 16 }).build();
  return recordRun(
    { name, parameters, flow },
    { maxOutputs: null, maxSeconds: isQuick ? 10 : 30 },
    machineEffects,
  );
}

async function compare(record: RunRecord, from: number, to: number) {
  const change = becoming(stopwatch[from]!, stopwatch[to]!);
  const bottleneck = { stage: "", resource: "main", utilization: 0, reason: "" } as const;
  const [prediction] = predictThese({ ...steadySourceOf(record), bottleneck }, [change]);
  const ratios = await ratiosOf(from, to);
  const interval = medianInterval(ratios);
  const predicted = prediction?.speedup ?? Number.NaN;
  return {
    from: versions[from]!.name,
    to: versions[to]!.name,
    predicted: Number(predicted.toFixed(3)),
    measured: Number(interval.center.toFixed(3)),
    interval: `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}`,
    pairs: ratios.length,
    "error %": Number((100 * (predicted / interval.center - 1)).toFixed(1)),
  };
}

/** Throughput of one version over that of another, window by window. */
async function ratiosOf(from: number, to: number): Promise<readonly number[]> {
  if (from > to) return (await ratiosOf(to, from)).map((ratio) => 1 / ratio);
  const key = `${from} ${to}`;
  const known = measured.get(key);
  if (known !== undefined) return known;
  const flows = await Promise.all(
    [from, to].map((index) => versions[index]!.pipeline.with(parameters).build()),
  );
  const pairs = await measurePairs([flows[0]!, flows[1]!], pairing, machineEffects);
  const ratios = pairs.map(({ withPerSecond, withoutPerSecond }) => withPerSecond / withoutPerSecond);
  measured.set(key, ratios);
  return ratios;
}

/** Every stage as much faster as the stopwatch says. */
function becoming(before: StageSeconds, after: StageSeconds): Change {
  const parts = [...before].flatMap(([stage, seconds]): readonly Change[] => {
    const amount = seconds / (after.get(stage) ?? seconds);
    return stage === "train" || !Number.isFinite(amount) || amount <= 0
      ? []
      : [{ stage, kind: "faster", amount }];
  });
  return { stage: parts[0]?.stage ?? "", kind: "allocated", amount: null, parts };
}
