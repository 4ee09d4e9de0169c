import type { CostGroup } from "../model/cost-by-data.ts";
import type { Finding } from "../model/finding.ts";
import type { PipelineProfile, StageProfile } from "../model/pipeline-profile.ts";
import type { WorkerUse } from "../model/worker-use.ts";
import { contractFindings } from "./contracts/contract-findings.ts";

/** Shipping over work from which threads hardly pay. */
const dearShipping = 0.5;
/** Bytes shipped over bytes meant from which views drag more along than they hold. */
const muchDragged = 2;
/** Share of the time of threads in garbage collection that is worth a look. */
const muchGc = 0.1;
/** Share of a stage's main-thread time in a synchronous wait that is worth a look. */
const muchBlocked = 0.5;
/** Share of the time a queue is empty, and also full, from which it is too short to even out anything. */
const shortQueueShare = 0.1;
/** Share of all service time from which a stage's costly examples are worth telling. */
const worthTelling = 0.1;

/** What the measurements of single stages show: contracts, threads, queues, randomness, waits, costly examples. */
export function measuredFindings({
  run,
  stages,
}: Pick<PipelineProfile, "run" | "stages">): readonly Finding[] {
  const allBusy = stages.reduce((sum, stage) => sum + workOf(stage), 0);
  return [
    ...contractFindings(stages),
    ...randomAboveCache(stages),
    ...stages.flatMap((stage) => [
      ...shippingFindings(stage),
      ...gcInThreads(stage),
      ...blockedFinding(stage, run.wallSeconds),
      ...shortQueue(stage),
      ...costFindings(stage, allBusy),
    ]),
  ];
}

function workOf(stage: StageProfile): number {
  return stage.busySeconds + (stage.worker?.busySeconds ?? 0);
}

function randomAboveCache(stages: readonly StageProfile[]): readonly Finding[] {
  const cacheIndex = stages.findLastIndex(({ kind }) => kind === "cache");
  const cache = stages[cacheIndex];
  return stages
    .slice(0, Math.max(0, cacheIndex))
    .filter(({ isRandom }) => isRandom)
    .map((stage) => ({
      code: "random-above-cache",
      severity: "error",
      subject: stage.name,
      message: `Stage "${stage.name}" gives different outputs for the same input, and "${cache?.name}" keeps the first for ever: every later epoch sees the same ones. Move it below the cache.`,
      evidence: {
        observed: "two calls with one input differ",
        expected: "equal outputs",
        count: 1,
        rule: "stages above a cache depend on their input alone",
      },
    }));
}

function shippingFindings(stage: StageProfile): readonly Finding[] {
  const { worker } = stage;
  if (worker === undefined || worker.busySeconds + worker.shipSeconds === 0) return [];
  if (worker.shippedBytes > muchDragged * worker.usedBytes && worker.shippedBytes > 1e6) {
    return [draggedBuffers(stage.name, worker)];
  }
  return worker.shipSeconds > dearShipping * worker.busySeconds ? [dearToShip(stage, worker)] : [];
}

/** The collector of the main thread is told of by the run; this is that of the stage's threads. */
function gcInThreads({ name, worker }: StageProfile): readonly Finding[] {
  if (worker === undefined) return [];
  const share = worker.gcSeconds / (worker.busySeconds + worker.shipSeconds);
  if (!(share > muchGc)) return [];
  return [
    {
      code: "garbage-collection-heavy",
      severity: "warning",
      subject: name,
      message: `Garbage collection takes ${percent(share)} of the time of the threads of "${name}": reuse its buffers.`,
      evidence: {
        observed: share,
        expected: muchGc,
        count: 1,
        rule: `collector time over work and shipping in threads is at most ${muchGc}`,
      },
    },
  ];
}

function draggedBuffers(name: string, worker: WorkerUse): Finding {
  return {
    code: "ships-whole-buffer",
    severity: "warning",
    subject: name,
    message: `Stage "${name}" ships ${bytes(worker.shippedBytes)} for arrays of ${bytes(worker.usedBytes)}: a view takes its whole buffer along. Copy the part first, with slice().`,
    evidence: {
      observed: worker.shippedBytes,
      expected: worker.usedBytes,
      count: 1,
      rule: `bytes of buffers are at most ${muchDragged} times those of the arrays in them`,
    },
  };
}

function dearToShip({ name, callCount }: StageProfile, worker: WorkerUse): Finding {
  const perCall = callCount === 0 ? "" : `, ${bytes(worker.shippedBytes / callCount)} per call`;
  const share = worker.shipSeconds / worker.busySeconds;
  return {
    code: "shipping-dear",
    severity: "warning",
    subject: name,
    message: `Shipping to the threads of "${name}" takes ${Math.round(100 * share)}% of the time of its work${perCall}: hand buffers over with transfer: "outputs" or "both", ship less, or keep the stage on the main thread.`,
    evidence: {
      observed: share,
      expected: dearShipping,
      count: callCount,
      rule: `shipping over work in threads is at most ${dearShipping}`,
    },
  };
}

function blockedFinding(stage: StageProfile, wallSeconds: number): readonly Finding[] {
  const blockedSeconds = stage.blockedSeconds ?? 0;
  const share = blockedSeconds / stage.busySeconds;
  if (!(share > muchBlocked) || blockedSeconds < 0.02 * wallSeconds) return [];
  return [
    {
      code: "main-thread-blocked",
      severity: "warning",
      subject: stage.name,
      message: `Stage "${stage.name}" holds the main thread without computing for ${Math.round(100 * share)}% of its time: it waits synchronously, for a disk, a process or a lock. Await it, or give the stage to threads.`,
      evidence: {
        observed: share,
        expected: muchBlocked,
        count: stage.callCount,
        rule: `main-thread time neither on a core nor waiting for one is at most ${muchBlocked} of a stage's`,
      },
    },
  ];
}

function shortQueue(stage: StageProfile): readonly Finding[] {
  if (stage.kind !== "prefetch" || stage.concurrency > 2) return [];
  const { starvedSeconds, backPressuredSeconds } = stage;
  const total = starvedSeconds + backPressuredSeconds + stage.holdSeconds;
  const [empty, full] = [starvedSeconds / total, backPressuredSeconds / total];
  if (!(empty > shortQueueShare && full > shortQueueShare)) return [];
  return [
    {
      code: "queue-too-short",
      severity: "warning",
      subject: stage.name,
      message: `The queue of "${stage.name}" holds ${stage.concurrency === 1 ? "one element" : `${stage.concurrency} elements`} and is empty ${Math.round(100 * empty)}% and full ${Math.round(100 * full)}% of the time: a longer one would even out what is above and below it.`,
      evidence: {
        observed: stage.concurrency,
        expected: 4,
        count: stage.outputCount,
        rule: `a short queue is not both empty and full for more than ${shortQueueShare} of the time`,
      },
    },
  ];
}

function costFindings(stage: StageProfile, allBusy: number): readonly Finding[] {
  const group = stage.costByData?.groups[0];
  if (group === undefined || workOf(stage) < worthTelling * allBusy) return [];
  const { timeShare, exampleShare } = group;
  return [
    {
      code: "cost-concentrated",
      severity: "info",
      subject: stage.name,
      message: `${groupText(group)} examples are ${percent(exampleShare)} of all and take ${percent(timeShare.center)} (${percent(timeShare.low)} to ${percent(timeShare.high)}) of the time of "${stage.name}".`,
      evidence: {
        observed: timeShare.center,
        expected: exampleShare,
        count: group.exampleCount,
        rule: "the interval of a group's share of time lies above 1.2 times its share of examples",
        examples: stage.costByData?.slowest.map(({ id }) => id) ?? [],
      },
    },
  ];
}

/** Such as `48 kHz stereo`, `codec mp3`. */
function groupText({ attributes }: CostGroup): string {
  const channels: Record<string, string> = { "1": "mono", "2": "stereo" };
  return Object.entries(attributes)
    .map(([name, value]) => {
      if (name === "sampleRateHertz" && typeof value === "number") return `${value / 1000} kHz`;
      if (name === "channelCount") return channels[String(value)] ?? `${value}-channel`;
      return `${name} ${value}`;
    })
    .join(" ");
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

function bytes(count: number): string {
  return count >= 1e6 ? `${Number((count / 1e6).toPrecision(3))} MB` : `${Math.round(count / 1000)} kB`;
}
