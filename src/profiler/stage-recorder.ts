import type { Stage } from "../model/pipeline-profile.ts";
import type { StageProbe } from "../pipeline/probe.ts";
import { addSize, addToContract, emptyContract, finishContract, type OutputSize } from "./describe-output.ts";
import type { ContinuationTracker } from "./effects.ts";
import { type StageRecord, type StageTotals, zeroTotals } from "./run-record.ts";
import type { SliceLog } from "./slice-log.ts";

/** What all stage recorders of a run share. */
export interface RecorderContext {
  now(): number;
  /** When the event loop last came out of its poll, as far as it was noticed, in seconds. */
  lastWakeSeconds(): number;
  readonly continuations: ContinuationTracker;
  readonly slices: SliceLog;
}

/** The recorder of one stage, and what it has recorded. */
export interface StageRecorder extends StageProbe {
  /** The totals so far, up to this moment. */
  totals(): StageTotals;
  record(): StageRecord;
  /** Events seen so far; their cost is the profiler's overhead. */
  eventCount(): number;
}

const maxHolds = 8192;
/** Outputs looked at for the contract: the first ones, then one in `contractStride`. */
const firstContracts = 8;
const contractStride = 64;
const maxContracts = 64;

/** Records one stage: integrates slots over time as their states change. */
export function recordStage(stage: Stage, index: number, context: RecorderContext): StageRecorder {
  const totals = zeroTotals();
  const contract = emptyContract();
  const size: OutputSize = { bytes: 0, audioSeconds: 0, hasDuration: false };
  let holds: number[] = [];
  let holdStride = 1;
  let starvingCount = 0;
  let servingCount = 0;
  let lastSeconds = context.now();
  let isAsynchronous = false;
  let eventCount = 0;

  /** Brings the slot integrals up to now. */
  function advance(): number {
    const now = context.now();
    const elapsed = now - lastSeconds;
    totals.starvedSeconds += starvingCount * elapsed;
    totals.holdSeconds += servingCount * elapsed;
    lastSeconds = now;
    eventCount++;
    return now;
  }

  function complete(startedAt: number, now: number): void {
    servingCount--;
    if (totals.callCount % holdStride === 0) holds.push(now - startedAt);
    totals.callCount++;
    if (holds.length < maxHolds) return;
    holds = holds.filter((_, position) => position % 2 === 0);
    holdStride *= 2;
  }

  return {
    starving(slotCount) {
      advance();
      starvingCount = slotCount;
    },
    took(slotCount) {
      advance();
      starvingCount = slotCount;
      totals.inputCount++;
    },
    began() {
      context.lastWakeSeconds();
      const now = advance();
      servingCount++;
      context.continuations.enter(index);
      return now;
    },
    returned(startedAt, isPending) {
      context.continuations.leave();
      const now = advance();
      totals.busySeconds += now - startedAt;
      context.slices.add(index, startedAt, now);
      if (isPending) isAsynchronous = true;
      else complete(startedAt, now);
    },
    settled(startedAt) {
      const lastWake = context.lastWakeSeconds();
      const now = advance();
      totals.loopWaitSeconds += now - Math.max(startedAt, lastWake);
      complete(startedAt, now);
    },
    emitted(value) {
      eventCount++;
      const outputIndex = totals.outputCount++;
      addSize(value, size);
      const isLookedAt = outputIndex < firstContracts || outputIndex % contractStride === 0;
      if (isLookedAt && contract.sampledCount < maxContracts) addToContract(contract, value);
    },
    totals() {
      advance();
      return {
        ...totals,
        busySeconds: totals.busySeconds + context.continuations.busySeconds(index),
        byteCount: size.bytes,
        audioSeconds: size.audioSeconds,
      };
    },
    record: () => ({
      name: stage.name,
      kind: stage.kind,
      concurrency: stage.concurrency,
      isAsynchronous,
      holdsSeconds: holds,
      contract: finishContract(contract),
      hasDuration: size.hasDuration,
    }),
    eventCount: () => eventCount,
  };
}
