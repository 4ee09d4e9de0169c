// What a runtime costs: the same stages in ours, Node.js streams, RxJS, IxJS and tf.data. Alternating runs, medians; the last line is JSON.
import { type BenchStage, contestants } from "./runtime-contestants.ts";

const isQuick = process.argv.includes("--quick");
const repeatCount = isQuick ? 5 : 11;

/**
 * Work of about a microsecond per 100 rounds. A function of its own each time, not a closure over the same code, as stages of a real
 * pipeline are: else the compiler would take all stages of one contestant for one function.
 */
function work(rounds: number): (value: number) => number {
  const body = `let sum = value;
    for (let round = 0; round < ${rounds}; round++) sum = Math.sqrt(sum + round);
    return value + (sum < 0 ? 1 : 0);`;
  return new Function("value", body) as (value: number) => number;
}

const wait = (milliseconds: number) => (value: number) =>
  new Promise<number>((resolve) => setTimeout(resolve, milliseconds, value));
const stage = (call: BenchStage["call"], concurrency = 1): BenchStage => ({ call, concurrency });

interface Case {
  readonly name: string;
  readonly stages: readonly BenchStage[];
  readonly count: number;
}

const scale = isQuick ? 1 : 4;
const cases: readonly Case[] = [
  {
    name: "6 synchronous stages",
    stages: Array.from({ length: 6 }, () => stage(work(0))),
    count: 10_000 * scale,
  },
  {
    name: "6 stages of 10 us",
    stages: Array.from({ length: 6 }, () => stage(work(1000))),
    count: 1000 * scale,
  },
  {
    name: "4 async stages, 1 at once",
    stages: Array.from({ length: 4 }, () => stage(async (value) => value)),
    count: 4000 * scale,
  },
  {
    name: "4 async stages, 8 at once",
    stages: Array.from({ length: 4 }, () => stage(async (value) => value, 8)),
    count: 4000 * scale,
  },
  {
    name: "wait 2 ms 16 at once, 3 of 50 us",
    stages: [stage(wait(2), 16), stage(work(5000)), stage(work(5000)), stage(work(5000))],
    count: 400 * scale,
  },
  {
    name: "wait 2 ms 8 at once, twice",
    stages: [stage(wait(2), 8), stage(work(100)), stage(wait(2), 8)],
    count: 200 * scale,
  },
];

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

interface Row {
  readonly case: string;
  readonly contestant: string;
  /** Elements per second of wall time: median of the runs. */
  readonly elementsPerSecond: number;
  /** Processor time per element, in microseconds: median. */
  readonly cpuMicroseconds: number;
  /** Median over rounds of their wall time over ours in the same round: above 1, ours is faster. */
  readonly wallOverOurs: number;
  /** The same of processor time, which other processes disturb less. */
  readonly cpuOverOurs: number;
}

type Times = readonly { readonly wall: number; readonly cpu: number }[];

function ratio(theirs: Times, ours: Times, kind: "wall" | "cpu"): number {
  return Number(median(theirs.map((run, round) => run[kind] / ours[round]![kind])).toPrecision(3));
}

async function timed(
  run: () => Promise<number>,
): Promise<{ readonly wall: number; readonly cpu: number; readonly sum: number }> {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  const sum = await run();
  const wall = (performance.now() - before) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall, cpu: (user + system) / 1e6, sum };
}

async function measure({ name, stages, count }: Case): Promise<readonly Row[]> {
  const present = contestants.filter(({ missing }) => missing === null);
  const runs = present.map(() => [] as { readonly wall: number; readonly cpu: number }[]);
  const sums = new Set<number>();
  for (let repeat = -1; repeat < repeatCount; repeat++) {
    // Who comes first in a round changes: what one leaves behind for the collector is not always paid by the same one.
    for (let offset = 0; offset < present.length; offset++) {
      const index = (offset + Math.max(0, repeat)) % present.length;
      const { wall, cpu, sum } = await timed(() => present[index]!.run(stages, count));
      sums.add(sum);
      if (repeat >= 0) runs[index]!.push({ wall, cpu });
    }
  }
  if (sums.size !== 1) throw new Error(`${name}: the contestants do not agree: ${[...sums].join(", ")}`);
  return present.map((contestant, index) => ({
    case: name,
    contestant: contestant.name,
    elementsPerSecond: Math.round(count / median(runs[index]!.map(({ wall }) => wall))),
    cpuMicroseconds: Number(((median(runs[index]!.map(({ cpu }) => cpu)) / count) * 1e6).toPrecision(3)),
    wallOverOurs: ratio(runs[index]!, runs[0]!, "wall"),
    cpuOverOurs: ratio(runs[index]!, runs[0]!, "cpu"),
  }));
}

const rows: Row[] = [];
for (const one of cases) rows.push(...(await measure(one)));
console.table(rows);
for (const { missing } of contestants) if (missing !== null) console.log(missing);
const theirs = rows.filter(({ contestant }) => contestant !== "soundings");
for (const kind of ["wallOverOurs", "cpuOverOurs"] as const) {
  const least = theirs.reduce((lowest, row) => (row[kind] < lowest[kind] ? row : lowest));
  console.log(`${kind}, least of all: ${least[kind]} (${least.case}, ${least.contestant}).`);
}
console.log(JSON.stringify({ bench: "runtime", nodeVersion: process.versions.node, rows }));
