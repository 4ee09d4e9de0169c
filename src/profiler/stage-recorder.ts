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
  /** Where each call is noted; absent without a trace. */
  readonly calls?: SliceLog;
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

const noCall = -1;

/** When a call began, waits for its input left out, and how long its own code has run within it. */
interface PendingCall {
  readonly startedAt: number;
  readonly calledSeconds: number;
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
  readonly #pending = new Map<number, PendingCall>();
  readonly #aways = createAwayLog();
  #isAsynchronous = false;
  #callCount = 0;
  /** When the latest call began, and when its code, or other code of the stage, last began or went on to run. */
  #startedAt = 0;
  #sliceStartedAt = 0;
  #gaveWayAt = 0;
  /** Length of the slice that was closed last. */
  #sliceSeconds = 0;
  /** The call that is being made; `noCall` once it has come back. */
  #openCall = noCall;
  /** When pending calls began to wait for an input, by their number. */
  readonly #suspendedAt = new Map<number, number>();
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
    this.#sliceStartedAt = this.#startedAt;
    this.#slots.serve();
    continuations.enter(this.#index);
    this.#openCall = this.#callCount;
    return this.#callCount++;
  }

  returned(callIndex: number, isPending: boolean): void {
    const now = this.#closeSlice();
    const { startedAt, calledSeconds } = this.#soFar(callIndex);
    this.#openCall = noCall;
    if (isPending) {
      this.#isAsynchronous = true;
      this.#pending.set(callIndex, { startedAt, calledSeconds });
      return;
    }
    this.#pending.delete(callIndex);
    this.#timer?.add(callIndex, now - startedAt);
    this.#context.calls?.add(this.#index, startedAt, now);
    this.#slots.release(now - startedAt);
  }

  /** The call that is being made, with the slice that has just been closed. */
  #soFar(callIndex: number): PendingCall {
    const { startedAt, calledSeconds } = this.#pending.get(callIndex) ?? this.#latestCall();
    return { startedAt, calledSeconds: calledSeconds + this.#sliceSeconds };
  }

  #latestCall(): PendingCall {
    return { startedAt: this.#startedAt, calledSeconds: 0 };
  }

  tookOver(): void {
    this.#context.polls.lastWakeSeconds();
    this.#sliceStartedAt = this.#slots.advance();
    // While another stage had the main thread, the call was in service and did nothing.
    if (this.#openCall !== noCall && !this.#suspendedAt.has(this.#openCall))
      this.#totals.loopWaitSeconds += this.#sliceStartedAt - this.#gaveWayAt;
    this.#context.continuations.enter(this.#index);
  }

  gaveWay(): void {
    this.#gaveWayAt = this.#closeSlice();
    // A call that another stage interrupts may not be the latest one when it comes back.
    if (this.#openCall !== noCall) this.#pending.set(this.#openCall, this.#soFar(this.#openCall));
  }

  suspended(callIndex: number): void {
    this.#suspendedAt.set(callIndex, this.#slots.advance());
    this.#slots.leave();
  }

  continued(callIndex: number): void {
    const now = this.#slots.advance();
    this.#slots.serve();
    const suspendedAt = this.#suspendedAt.get(callIndex) ?? now;
    this.#suspendedAt.delete(callIndex);
    const { startedAt, calledSeconds } = this.#pending.get(callIndex) ?? this.#latestCall();
    this.#pending.set(callIndex, { startedAt: startedAt + now - suspendedAt, calledSeconds });
  }

  cancelled(callIndex: number): void {
    this.#slots.advance();
    this.#pending.delete(callIndex);
    if (!this.#suspendedAt.delete(callIndex)) this.#slots.leave();
  }

  /** Ends a run of the stage's code; gives now. */
  #closeSlice(): number {
    const { continuations, slices, sampler, meter } = this.#context;
    continuations.leave();
    const now = this.#slots.advance();
    const seconds = now - this.#sliceStartedAt;
    this.#totals.busySeconds += seconds;
    slices.add(this.#index, this.#sliceStartedAt, now);
    if (sampler !== null) meter.sampleSeconds += sampler.after(seconds);
    this.#sliceSeconds = seconds;
    return now;
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
    const { startedAt, calledSeconds } = this.#pending.get(callIndex) ?? this.#latestCall();
    this.#pending.delete(callIndex);
    const lastPoll = this.#context.polls.lastPollSeconds();
    const seconds = this.#slots.advance() - startedAt;
    const waitSeconds = this.#cost?.unseenSeconds ?? seconds - Math.max(0, lastPoll - startedAt);
    this.#totals.loopWaitSeconds += waitSeconds;
    this.#timer?.add(callIndex, this.#cost?.busySeconds ?? seconds - waitSeconds);
    if (this.#cost === null) this.#aways.add(seconds - waitSeconds - calledSeconds, seconds - calledSeconds);
    else this.#aways.add(inThreadSeconds(this.#cost), inThreadSeconds(this.#cost));
    this.#cost = null;
    this.#context.calls?.add(this.#index, startedAt, startedAt + seconds);
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
