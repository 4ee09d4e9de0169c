import type { SimulatedLoop } from "./event-loop.ts";
import type { ModelledStage } from "./modelled-pipeline.ts";

/**
 * A running stage of the model: the pull protocol of the runtime, without values. A pull that cannot answer at once is
 * answered later, through `onElement`.
 */
export interface SimulatedOperator {
  /** Whether there is an element now. */
  pull(): boolean;
  /** Whom to tell when an element that was pulled for has come. */
  onElement: () => void;
}

/** Measured times, replayed in order from a place of one's own. */
export type Replay = () => number;

/** Replays measured times cyclically; `start` is a share of the list, the same for all stages of one example. */
export function replay(values: readonly number[], start: number): Replay {
  if (values.length === 0) return () => 0;
  let position = Math.floor(start * values.length) % values.length;
  return () => {
    const value = values[position]!;
    position = position + 1 === values.length ? 0 : position + 1;
    return value;
  };
}

/** What an operator of the model runs with. */
export interface OperatorContext {
  readonly loop: SimulatedLoop;
  /** Uniform on [0, 1). */
  readonly random: () => number;
  /** Where in the measured times to begin, 0..1. */
  readonly start: number;
}

const never: SimulatedOperator = { pull: () => true, onElement() {} };

/** Opens a stage below `above`. */
export function openOperator(
  stage: ModelledStage,
  above: SimulatedOperator | undefined,
  context: OperatorContext,
): SimulatedOperator {
  const upstream = above ?? { ...never };
  if (stage.kind === "prefetch") return openQueue(stage.size, upstream, context.loop);
  if (stage.kind === "batch") return openOnMain(stage, groupsOf(stage.size, upstream), context);
  return stage.place === "main" ? openOnMain(stage, upstream, context) : openSlots(stage, upstream, context);
}

/** Draws how many outputs a call has: the whole part of their mean, and one more with the probability of the rest. */
function outputsOf({ outputsPerCall }: ModelledStage, random: () => number): number {
  const whole = Math.floor(outputsPerCall);
  const rest = outputsPerCall - whole;
  return rest > 0 && random() < rest ? whole + 1 : whole;
}

function openOnMain(
  stage: ModelledStage,
  above: SimulatedOperator,
  { loop, random, start }: OperatorContext,
): SimulatedOperator {
  const seconds = replay(stage.mainSeconds, start);
  let readyCount = 0;
  const run = (): void => {
    loop.work(seconds());
    readyCount += outputsOf(stage, random);
  };
  const operator: SimulatedOperator = {
    pull() {
      while (readyCount === 0) {
        if (!above.pull()) return false;
        run();
      }
      readyCount--;
      return true;
    },
    onElement() {},
  };
  above.onElement = () => {
    run();
    if (operator.pull()) operator.onElement();
  };
  return operator;
}

function groupsOf(size: number, above: SimulatedOperator): SimulatedOperator {
  let count = 0;
  const operator: SimulatedOperator = {
    pull() {
      while (count < size) {
        if (!above.pull()) return false;
        count++;
      }
      count = 0;
      return true;
    },
    onElement() {},
  };
  above.onElement = () => {
    count++;
    if (operator.pull()) operator.onElement();
  };
  return operator;
}

/** A call under way: the outputs it will have, and whether it has them. */
interface Slot {
  outputCount: number;
  isDone: boolean;
}

/** Slots as the runtime has them: a freed one takes the next input at once, and outputs keep the order of inputs. */
function openSlots(
  stage: ModelledStage,
  above: SimulatedOperator,
  { loop, random, start }: OperatorContext,
): SimulatedOperator {
  const slots: Slot[] = [];
  const leave = leavingFor(stage, { loop, random, start });
  let isPulling = false;
  let isAwaited = false;

  function accept(): void {
    const slot: Slot = { outputCount: outputsOf(stage, random), isDone: false };
    slots.push(slot);
    leave(() => {
      slot.isDone = true;
      answer();
    });
  }

  function refill(): void {
    while (!isPulling && slots.length < stage.slotCount) {
      if (above.pull()) accept();
      else isPulling = true;
    }
  }

  function take(): boolean {
    for (let head = slots[0]; head?.isDone; head = slots[0]) {
      const isKept = head.outputCount > 0;
      if (--head.outputCount <= 0) slots.shift();
      refill();
      if (isKept) return true;
    }
    return false;
  }

  function answer(): void {
    if (!isAwaited || !take()) return;
    isAwaited = false;
    operator.onElement();
  }

  const operator: SimulatedOperator = {
    pull() {
      refill();
      isAwaited = !take();
      return !isAwaited;
    },
    onElement() {},
  };
  above.onElement = () => {
    isPulling = false;
    accept();
    refill();
    answer();
  };
  return operator;
}

/** Starts a call away from the main thread; its main-thread time comes in equal parts before, between and after the steps of its wait. */
function leavingFor(stage: ModelledStage, { loop, start }: OperatorContext): (onBack: () => void) => void {
  const [main, away] = [replay(stage.mainSeconds, start), replay(stage.awaySeconds, start)];
  const stepCount = stage.place === "await" ? (stage.stepCount ?? 1) : 1;
  const goAway = goingAwayFor(stage, loop);
  return (onBack) => {
    const [part, step] = [main() / (stepCount + 1), away() / stepCount];
    const leave = (stepsLeft: number): void => {
      loop.work(part);
      if (stepsLeft === 0) onBack();
      else goAway(step, () => leave(stepsLeft - 1));
    };
    leave(stepCount);
  };
}

/** Passes time away from the main thread: in a thread of the stage or of the system once one is free, or in a wait that needs none. */
function goingAwayFor(
  stage: ModelledStage,
  loop: SimulatedLoop,
): (seconds: number, onBack: () => void) => void {
  const isInPool = stage.place === "await" && stage.poolShare !== undefined;
  const freeAtSeconds = isInPool
    ? loop.systemThreads()
    : loop.addThreads(stage.place === "threads" ? stage.threadCount : 0);
  const workShare = stage.place === "threads" ? 1 : (stage.poolShare ?? 0);
  return (seconds, onBack) => {
    let fromSeconds = loop.nowSeconds;
    const thread = freeAtSeconds.indexOf(freeAtSeconds.reduce((least, at) => Math.min(least, at), Infinity));
    if (thread >= 0) fromSeconds = Math.max(fromSeconds, freeAtSeconds[thread]!);
    const stretch = thread >= 0 ? loop.threadStretch(fromSeconds > loop.nowSeconds) : 1;
    const dueSeconds = fromSeconds + seconds * (1 + workShare * (stretch - 1));
    if (thread >= 0) freeAtSeconds[thread] = dueSeconds;
    loop.at(dueSeconds, onBack);
  };
}

function openQueue(size: number, above: SimulatedOperator, loop: SimulatedLoop): SimulatedOperator {
  let count = 0;
  let isPulling = false;
  let isScheduled = false;
  let isAwaited = false;

  function pullOne(): void {
    if (above.pull()) count++;
    else isPulling = true;
  }

  function schedule(): void {
    if (isScheduled || isPulling || count >= size) return;
    isScheduled = true;
    loop.putOff(() => {
      isScheduled = false;
      if (!isPulling && count < size) pullOne();
      schedule();
    });
  }

  function take(): boolean {
    if (count === 0) return false;
    count--;
    schedule();
    return true;
  }

  const operator: SimulatedOperator = {
    pull() {
      if (count === 0 && !isPulling) pullOne();
      isAwaited = !take();
      return !isAwaited;
    },
    onElement() {},
  };
  above.onElement = () => {
    isPulling = false;
    count++;
    if (isAwaited && take()) {
      isAwaited = false;
      operator.onElement();
    } else schedule();
  };
  return operator;
}
