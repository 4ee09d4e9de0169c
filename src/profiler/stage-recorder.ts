import type { Stage } from "../model/pipeline-profile.ts";
import type { StageProbe } from "../pipeline/probe.ts";
import type { StageThreads, ThreadReport } from "../pipeline/threads.ts";
import { createAwayLog } from "./away-log.ts";
import type { CostMeter } from "./cost-meter.ts";
import type { ContinuationTracker } from "./effects.ts";
import type { StageLedgers } from "./example-ledger.ts";
import { type ExampleTimer, timeExamples } from "./example-times.ts";
import type { PollClock } from "./poll-clock.ts";
import { type StageRecord, type StageTotals, zeroTotals } from "./run-record.ts";
import type { SliceLog } from "./slice-log.ts";
import type { SliceSampler } from "./slice-sampler.ts";
import { type SlotClock, startSlotClock } from "./slot-clock.ts";
import { type OutputWatcher, watchOutputs } from "./watch-outputs.ts";

/** What a stage recorder shares with the others of a run, and what it is given of its own. */
export interface RecorderContext {
  now(): number;
  readonly polls: PollClock;
  readonly continuations: ContinuationTracker;
  readonly slices: SliceLog;
  readonly meter: CostMeter;
  /** Null samples nothing. */
  readonly sampler: SliceSampler | null;
  readonly ledgers: StageLedgers;
}

/** The recorder of one stage, and what it has recorded. */
export interface StageRecorder extends StageProbe {
  /** The totals so far, up to this moment. */
  totals(): StageTotals;
  record(): StageRecord;
  /** Events seen so far; their cost is the profiler's overhead. */
  eventCount(): number;
}

/** Records one stage: integrates slots over time as their states change. */
export function recordStage(stage: Stage, index: number, context: RecorderContext): StageRecorder {
  return new Recorder(stage, index, context);
}

class Recorder implements StageRecorder {
  readonly #stage: Stage;
  readonly #index: number;
  readonly #context: RecorderContext;
  readonly #totals = zeroTotals();
  readonly #slots: SlotClock;
  readonly #outputs: OutputWatcher;
  readonly #timer: ExampleTimer | null;
  /** When pending calls began, by their number. */
  readonly #pending = new Map<number, { readonly startedAt: number; readonly calledSeconds: number }>();
  readonly #aways = createAwayLog();
  #isAsynchronous = false;
  #callCount = 0;
  /** When the latest call began. */
  #startedAt = 0;
  #threads: { readonly threadCount: number; readonly opened: StageThreads } | null = null;
  /** What the call that is settled next has cost, if it ran in a thread. */
  #cost: ThreadReport | null = null;

  constructor(stage: Stage, index: number, context: RecorderContext) {
    this.#stage = stage;
    this.#index = index;
    this.#context = context;
    this.#slots = startSlotClock(context.now);
    this.#outputs = watchOutputs({ ...context, ledger: context.ledgers.output });
    this.#timer = context.ledgers.input === null ? null : timeExamples(context.ledgers.input);
  }

  starving(slotCount: number): void {
    this.#slots.starve(slotCount);
  }

  took(slotCount: number): void {
    this.#slots.starve(slotCount);
    this.#totals.inputCount++;
  }

  began(): number {
    const { polls, sampler, meter, continuations } = this.#context;
    polls.lastWakeSeconds();
    if (sampler !== null) meter.sampleSeconds += sampler.before(this.#slots.lastSeconds);
    this.#startedAt = this.#slots.advance();
    this.#slots.serve();
    continuations.enter(this.#index);
    return this.#callCount++;
  }

  returned(callIndex: number, isPending: boolean): void {
    const { continuations, slices, sampler, meter } = this.#context;
    continuations.leave();
    const now = this.#slots.advance();
    const seconds = now - this.#startedAt;
    this.#totals.busySeconds += seconds;
    slices.add(this.#index, this.#startedAt, now);
    if (sampler !== null) meter.sampleSeconds += sampler.after(seconds);
    if (isPending) {
      this.#isAsynchronous = true;
      this.#pending.set(callIndex, { startedAt: this.#startedAt, calledSeconds: seconds });
      return;
    }
    this.#timer?.add(callIndex, seconds);
    this.#slots.release(seconds);
  }

  ran(cost: ThreadReport): void {
    this.#cost = cost;
    const totals = this.#totals;
    totals.workerBusySeconds += cost.busySeconds;
    totals.shipSeconds += cost.shipSeconds;
    totals.mainShipSeconds += cost.sendSeconds + cost.receiveSeconds;
    totals.shippedByteCount += cost.shippedByteCount;
    totals.usedByteCount += cost.usedByteCount;
    totals.busySeconds += cost.receiveSeconds;
    const now = this.#context.now();
    this.#context.slices.add(this.#index, now - cost.receiveSeconds, now);
  }

  settled(callIndex: number): void {
    const { startedAt, calledSeconds } = this.#pending.get(callIndex) ?? {
      startedAt: this.#startedAt,
      calledSeconds: 0,
    };
    this.#pending.delete(callIndex);
    const lastPoll = this.#context.polls.lastPollSeconds();
    const seconds = this.#slots.advance() - startedAt;
    const waitSeconds = this.#cost?.unseenSeconds ?? seconds - Math.max(0, lastPoll - startedAt);
    this.#totals.loopWaitSeconds += waitSeconds;
    this.#timer?.add(callIndex, this.#cost?.busySeconds ?? seconds - waitSeconds);
    if (this.#cost === null) this.#aways.add(seconds - waitSeconds - calledSeconds, seconds - calledSeconds);
    else this.#aways.add(inThreadSeconds(this.#cost), inThreadSeconds(this.#cost));
    this.#cost = null;
    this.#slots.release(seconds);
  }

  threadsOpened(threadCount: number, opened: StageThreads): void {
    this.#threads = { threadCount, opened };
  }

  emitted(value: unknown): void {
    this.#outputs.see(value);
  }

  totals(): StageTotals {
    this.#slots.advance();
    const use = this.#threads?.opened.use();
    return {
      ...this.#totals,
      callCount: this.#slots.releasedCount,
      outputCount: this.#outputs.outputCount,
      starvedSeconds: this.#slots.starvedSeconds,
      holdSeconds: this.#slots.holdSeconds,
      busySeconds: this.#totals.busySeconds + this.#context.continuations.busySeconds(this.#index),
      byteCount: this.#outputs.size.bytes,
      audioSeconds: this.#outputs.size.audioSeconds,
      workerCpuSeconds: use?.cpuSeconds ?? 0,
      workerRunQueueSeconds: use?.runQueueSeconds ?? 0,
      workerGcSeconds: use?.gcSeconds ?? 0,
    };
  }

  record(): StageRecord {
    const { name, kind, concurrency } = this.#stage;
    const threads = this.#threads;
    const sampledSlices = this.#context.sampler?.sums();
    const examples = this.#timer?.finish();
    const aways = this.#aways.aways();
    return {
      name,
      kind,
      concurrency,
      isAsynchronous: this.#isAsynchronous,
      holdsSeconds: this.#slots.holdsSeconds,
      contract: this.#outputs.contract(),
      hasDuration: this.#outputs.size.hasDuration,
      ...(threads && {
        worker: { threadCount: threads.threadCount, startSeconds: threads.opened.use().startSeconds },
      }),
      ...(sampledSlices && { sampledSlices }),
      ...(examples && { examples }),
      ...(aways && { aways }),
    };
  }

  eventCount(): number {
    return this.#slots.eventCount + this.#outputs.outputCount;
  }
}

/** Time of a call in its thread: the function, and the thread's own part of shipping. */
function inThreadSeconds({ busySeconds, shipSeconds, sendSeconds, receiveSeconds }: ThreadReport): number {
  return busySeconds + Math.max(0, shipSeconds - sendSeconds - receiveSeconds);
}
