import type { GcPause, ProfilerEffects } from "../../src/profiler/effects.ts";

/** A machine whose clock moves only when it is told to: one main thread, timers without a thread, nothing random. */
export interface SimulatedMachine extends ProfilerEffects {
  /** Synchronous work on the main thread. */
  work(seconds: number): void;
  /** A latency that needs no thread, such as a disk. */
  latency(seconds: number): Promise<void>;
  /** Runs `body` to its end, turning the event loop whenever it waits. */
  run<T>(body: () => Promise<T>): Promise<T>;
}

interface Timer {
  readonly dueSeconds: number;
  readonly fire: () => void;
}

export function simulateMachine(gcPauses: readonly GcPause[] = []): SimulatedMachine {
  let nowSeconds = 0;
  let idleSeconds = 0;
  let workSeconds = 0;
  const timers: Timer[] = [];
  let turnCount = 0;
  /** Timers that this turn has still to fire. */
  let firesInTurn = 0;

  /** Waits for the next timer if none is due; a turn of the event loop fires all that were due when it looked, in order. */
  function fireNext(): void {
    const next = timers[0];
    if (next === undefined) return;
    if (firesInTurn === 0) {
      turnCount++;
      if (next.dueSeconds > nowSeconds) {
        idleSeconds += next.dueSeconds - nowSeconds;
        nowSeconds = next.dueSeconds;
      }
      firesInTurn = timers.filter(({ dueSeconds }) => dueSeconds <= nowSeconds).length;
    }
    firesInTurn--;
    timers.shift();
    next.fire();
  }

  /** Keeps timers in order of time, and those of one time in the order in which they were set. */
  function setTimer(timer: Timer): void {
    const place = timers.findLastIndex(({ dueSeconds }) => dueSeconds <= timer.dueSeconds) + 1;
    timers.splice(Math.max(place, firesInTurn), 0, timer);
  }

  const work = (seconds: number): void => {
    nowSeconds += seconds;
    workSeconds += seconds;
  };
  const latency = (seconds: number): Promise<void> =>
    new Promise((fire) => setTimer({ dueSeconds: nowSeconds + seconds, fire }));

  return {
    coreCount: 2,
    now: () => nowSeconds,
    loopIdleSeconds: () => idleSeconds,
    loopTurnCount: () => turnCount,
    processCpuSeconds: () => workSeconds,
    mainThreadSchedule: () => null,
    trackContinuations: () => ({ enter() {}, leave() {}, busySeconds: () => 0, stop() {} }),
    watchGc: () => async () => gcPauses,
    work,
    latency,
    slowing: { spin: work, delay: latency },
    async run(body) {
      let isDone = false;
      const result = body().finally(() => {
        isDone = true;
      });
      result.catch(() => {});
      while (!isDone) {
        await new Promise((resume) => setImmediate(resume));
        if (!isDone) fireNext();
      }
      return result;
    },
  };
}
