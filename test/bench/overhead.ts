// What measuring costs, per stage and example, over the same pipeline plain: under the profiler, with an AsyncLocalStorage context
// per call, and with an OpenTelemetry span per call. Processor time, alternating runs, the least of each; the last line is JSON.
import { AsyncLocalStorage } from "node:async_hooks";
import { type Flow, source } from "../../src/pipeline/flow.ts";
import { iterateFlow } from "../../src/pipeline/run-flow.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import { machineEffects } from "../../src/workflows/effects.ts";
import { loadPeer, versionOfPeer } from "./load-peer.ts";

const isQuick = process.argv.includes("--quick");
const stageCount = 4;
const repeatCount = isQuick ? 3 : 7;

/** Busy work of about this many microseconds: calibrated rounds, not a clock, so that it is the same in every run. */
function workOf(microseconds: number, roundsPerMicrosecond: number): (n: number) => number {
  const rounds = Math.round(microseconds * roundsPerMicrosecond);
  return (n) => {
    let sum = n;
    for (let round = 0; round < rounds; round++) sum = Math.sqrt(sum + round);
    return n + (sum < 0 ? 1 : 0);
  };
}

function calibrate(): number {
  const rounds = 2_000_000;
  const work = workOf(rounds, 1);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = cpuSeconds();
    work(1);
    least = Math.min(least, cpuSeconds() - before);
  }
  return rounds / (least * 1e6);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

type Work = (n: number) => number | Promise<number>;

function flowOf(work: Work, count: number): Flow<number> {
  let flow: Flow<number> = source("numbers", function* () {
    for (let n = 0; n < count; n++) yield n;
  });
  for (let stage = 0; stage < stageCount; stage++) flow = flow.map(`stage ${stage}`, work);
  return flow;
}

async function plain(flow: Flow<number>): Promise<number> {
  const before = cpuSeconds();
  for await (const _ of iterateFlow(flow.batch("batch", 16)));
  return cpuSeconds() - before;
}

let statedShare = 0;
let statedParts: Readonly<Record<string, number>> = {};

async function profiled(flow: Flow<number>): Promise<number> {
  let spent = 0;
  const effects = { ...machineEffects };
  let before = 0;
  const onOutput = (): void => {
    spent = cpuSeconds() - before;
  };
  // Calibration comes once per run, whatever its length: it is not part of the cost per example.
  const opened = effects.watchGc;
  const watchGc: typeof opened = () => {
    before = cpuSeconds();
    return opened();
  };
  const record = await recordRun(
    { name: "bench", parameters: {}, flow: flow.batch("batch", 16) },
    { maxOutputs: null, maxSeconds: null, onOutput },
    { ...effects, watchGc },
  );
  statedShare = record.overheadShare;
  statedParts = Object.fromEntries(
    Object.entries(record.overhead ?? {}).map(([name, share]) => [name, Number(share.toFixed(5))]),
  );
  return spent;
}

const storage = new AsyncLocalStorage<number>();

/** A context per call, as tracing libraries need one to know what a span belongs to. */
const inContext =
  (work: Work): Work =>
  (n) =>
    storage.run(n, () => work(n));

/** What is used of OpenTelemetry: it may not be installed, and then its types are not there either. */
interface Tracing {
  readonly trace: {
    getTracer(name: string): {
      startActiveSpan<T>(name: string, run: (span: { end(): void }) => T): T;
    };
    setGlobalTracerProvider(provider: object): void;
  };
  readonly context: { setGlobalContextManager(manager: object): void };
}

/** A span per item and stage, kept by a processor that throws it away: what an application pays before anything is exported. */
function openTracing(): ((name: string, work: Work) => Work) | null {
  const api = loadPeer<Tracing>("@opentelemetry/api");
  const sdk = loadPeer<{ BasicTracerProvider: new (options: object) => object }>(
    "@opentelemetry/sdk-trace-base",
  );
  const hooks = loadPeer<{ AsyncLocalStorageContextManager: new () => { enable(): object } }>(
    "@opentelemetry/context-async-hooks",
  );
  if (api === null || sdk === null || hooks === null) return null;
  const nothing = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
  api.context.setGlobalContextManager(new hooks.AsyncLocalStorageContextManager().enable());
  api.trace.setGlobalTracerProvider(new sdk.BasicTracerProvider({ spanProcessors: [nothing] }));
  const tracer = api.trace.getTracer("bench");
  return (name, work) => (n) =>
    tracer.startActiveSpan(name, (span) => {
      const output = work(n);
      if (typeof output === "number") {
        span.end();
        return output;
      }
      return output.finally(() => span.end());
    });
}

const traced = openTracing();

async function row(name: string, work: Work, count: number): Promise<Record<string, number | string>> {
  const least = {
    plain: Number.POSITIVE_INFINITY,
    profiled: Number.POSITIVE_INFINITY,
    context: Number.POSITIVE_INFINITY,
    spans: Number.POSITIVE_INFINITY,
  };
  for (let repeat = 0; repeat < repeatCount; repeat++) {
    least.plain = Math.min(least.plain, await plain(flowOf(work, count)));
    least.profiled = Math.min(least.profiled, await profiled(flowOf(work, count)));
    least.context = Math.min(least.context, await plain(flowOf(inContext(work), count)));
    if (traced !== null)
      least.spans = Math.min(least.spans, await plain(flowOf(traced("call", work), count)));
  }
  const perStage = (seconds: number): number =>
    Math.round(((seconds - least.plain) / count / stageCount) * 1e9);
  return {
    stage: name,
    "plain ns": Math.round((least.plain / count / stageCount) * 1e9),
    "profiler ns": perStage(least.profiled),
    "profiler share": Number((least.profiled / least.plain - 1).toFixed(4)),
    "stated share": Number(statedShare.toFixed(4)),
    ...(process.argv.includes("--parts") ? statedParts : {}),
    "AsyncLocalStorage ns": perStage(least.context),
    ...(traced === null ? {} : { "OpenTelemetry ns": perStage(least.spans) }),
  };
}

const rate = calibrate();
const rows = [
  await row("0", workOf(0, rate), isQuick ? 20_000 : 50_000),
  await row("0, async", async (n) => n, isQuick ? 5000 : 20_000),
  await row("1 us", workOf(1, rate), isQuick ? 20_000 : 50_000),
  await row("100 us", workOf(100, rate), isQuick ? 500 : 1500),
  await row("1 ms", workOf(1000, rate), isQuick ? 60 : 150),
];
console.table(rows);
if (traced === null) console.log("OpenTelemetry is not installed (npm run bench:peers): no figures of it.");
console.log(
  JSON.stringify({
    bench: "overhead",
    nodeVersion: process.versions.node,
    openTelemetry: traced === null ? null : versionOfPeer("@opentelemetry/sdk-trace-base"),
    rows,
  }),
);
