import { SoundingsError } from "../../model/errors.ts";
import type { ForeignSpan, ForeignTrace } from "../../model/foreign-trace.ts";
import {
  type RunRecord,
  type Snapshot,
  type StageRecord,
  type StageTotals,
  zeroTotals,
} from "../run-record.ts";
import { type ForeignPipeline, findForeignPipeline } from "./foreign-stages.ts";

/** A span with the part of it that no span within it takes. */
interface OwnSpan {
  readonly stageIndex: number;
  readonly span: ForeignSpan;
  readonly ownSeconds: number;
}

/** Moments at which totals are taken at most. */
const maxSnapshots = 4096;

/**
 * A trace of another tool as the record of a run, from which everything else is computed as for a run of our own. A stage's time is its
 * spans less those of other stages within them; what is within is what it waited for. The thread that takes the outputs is the main
 * thread; a stage on others has as many slots as threads were seen.
 * @throws SoundingsError ("usage") when no stage is recognised
 */
export function recordOfTrace(trace: ForeignTrace): RunRecord {
  const pipeline = findForeignPipeline(trace);
  if (pipeline === null) {
    throw new SoundingsError("usage", `no pipeline is recognised in "${trace.name}"`, {
      hint: "trace tf.data with tf.profiler, or annotate stages with torch.profiler.record_function",
    });
  }
  const owned = ownSpans(pipeline);
  const outputs = outputSpans(pipeline);
  const mainThread = outputs[0]!.thread;
  const endSeconds = owned.reduce((latest, { span }) => Math.max(latest, span.endSeconds), 0);
  return {
    pipeline: { name: trace.name, parameters: {} },
    stages: pipeline.stages.map((_, index) => stageRecord(pipeline, index, { owned, mainThread })),
    snapshots: snapshotsOf(pipeline, owned, { outputs, mainThread }),
    slices: owned
      .filter(({ span }) => span.thread === mainThread)
      .map(({ stageIndex, span }) => ({
        stageIndex,
        startSeconds: span.startSeconds,
        endSeconds: span.endSeconds,
      })),
    gcPauses: [],
    epochStartsSeconds: [],
    overheadShare: 0,
    schedule: null,
    coreCount: new Set(owned.map(({ span }) => span.thread)).size,
    calls: {
      spans: owned.map(({ stageIndex, span }) => ({
        stageIndex,
        startSeconds: span.startSeconds,
        endSeconds: Math.min(span.endSeconds, endSeconds),
      })),
      droppedCount: 0,
    },
  };
}

/** The spans that stand for outputs of the pipeline: those of its last stage that hands something on, or uses it. */
function outputSpans({ stages, origin }: ForeignPipeline): readonly ForeignSpan[] {
  if (origin === "tf.data") return stages.at(-1)!.spans;
  const loader = stages.find(({ kind }) => kind === "source");
  return (loader ?? stages.at(-1)!).spans;
}

/** Spans of a thread nest: each is charged for what no other stage's span within it takes. */
function ownSpans({ stages }: ForeignPipeline): readonly OwnSpan[] {
  const all = stages
    .flatMap((stage, stageIndex) => stage.spans.map((span) => ({ stageIndex, span })))
    .sort((a, b) => a.span.startSeconds - b.span.startSeconds || b.span.endSeconds - a.span.endSeconds);
  const open = new Map<string, { span: ForeignSpan; insideSeconds: number }[]>();
  const entries = all.map(({ stageIndex, span }) => {
    const stack = open.get(span.thread) ?? [];
    open.set(span.thread, stack);
    while (stack.length > 0 && stack.at(-1)!.span.endSeconds <= span.startSeconds) stack.pop();
    const around = stack.at(-1);
    if (around !== undefined) {
      around.insideSeconds += Math.min(span.endSeconds, around.span.endSeconds) - span.startSeconds;
    }
    const entry = { span, insideSeconds: 0, stageIndex };
    stack.push(entry);
    return entry;
  });
  return entries.map(({ stageIndex, span, insideSeconds }) => ({
    stageIndex,
    span,
    // A queue works nowhere: whoever asks it waits for what is above.
    ownSeconds:
      stages[stageIndex]!.kind === "prefetch"
        ? 0
        : Math.max(0, span.endSeconds - span.startSeconds - insideSeconds),
  }));
}

interface Threads {
  readonly owned: readonly OwnSpan[];
  readonly mainThread: string;
}

function stageRecord(
  { stages }: ForeignPipeline,
  index: number,
  { owned, mainThread }: Threads,
): StageRecord {
  const { name, kind } = stages[index]!;
  const own = owned.filter(({ stageIndex }) => stageIndex === index);
  const threads = new Set(own.map(({ span }) => span.thread));
  return {
    name,
    kind,
    concurrency: threads.size,
    isAsynchronous: !threads.has(mainThread),
    holdsSeconds: own.map(({ ownSeconds }) => ownSeconds),
    contract: null,
    hasDuration: false,
  };
}

/** Totals at the start and after each output. */
function snapshotsOf(
  { stages }: ForeignPipeline,
  owned: readonly OwnSpan[],
  { outputs, mainThread }: { readonly outputs: readonly ForeignSpan[]; readonly mainThread: string },
): readonly Snapshot[] {
  const ended = [...owned].sort((a, b) => a.span.endSeconds - b.span.endSeconds);
  const totals = stages.map(zeroTotals);
  const stride = Math.ceil(outputs.length / maxSnapshots);
  const snapshots: Snapshot[] = [snapshot(0, 0, totals)];
  let position = 0;
  outputs.forEach((output, index) => {
    // What uses an output comes before the next one is asked for.
    const atSeconds = Math.max(outputs[index + 1]?.startSeconds ?? output.endSeconds, output.endSeconds);
    for (; (ended[position]?.span.endSeconds ?? Number.POSITIVE_INFINITY) <= atSeconds; position++) {
      addSpan(totals, ended[position]!, mainThread);
    }
    if ((index + 1) % stride === 0) snapshots.push(snapshot(index + 1, atSeconds, totals));
  });
  return snapshots;
}

function addSpan(
  totals: readonly StageTotals[],
  { stageIndex, span, ownSeconds }: OwnSpan,
  mainThread: string,
): void {
  const stage = totals[stageIndex]!;
  const below = totals[stageIndex + 1];
  stage.callCount++;
  stage.outputCount++;
  if (below !== undefined) below.inputCount++;
  stage.holdSeconds += ownSeconds;
  stage.starvedSeconds += span.endSeconds - span.startSeconds - ownSeconds;
  if (span.thread === mainThread) stage.busySeconds += ownSeconds;
}

/** The main thread is idle when it does nothing that is named. */
function snapshot(outputCount: number, timeSeconds: number, totals: readonly StageTotals[]): Snapshot {
  const busySeconds = totals.reduce((sum, stage) => sum + stage.busySeconds, 0);
  return {
    timeSeconds,
    outputCount,
    idleSeconds: Math.max(0, timeSeconds - busySeconds),
    cpuSeconds: 0,
    stages: totals.map((stage) => ({ ...stage })),
  };
}
