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
  let timers: Timer[] = [];

  /** One turn of the event loop: waits for the next timer if none is due, then fires all that are due, in order. */
  function turn(): void {
    timers.sort((a, b) => a.dueSeconds - b.dueSeconds);
    const next = timers[0];
    if (next === undefined) return;
    if (next.dueSeconds > nowSeconds) {
      idleSeconds += next.dueSeconds - nowSeconds;
      nowSeconds = next.dueSeconds;
    }
    timers = timers.slice(1);
    next.fire();
  }

  return {
    coreCount: 2,
    now: () => nowSeconds,
    loopIdleSeconds: () => idleSeconds,
    processCpuSeconds: () => workSeconds,
    mainThreadSchedule: () => null,
    trackContinuations: () => ({ enter() {}, leave() {}, busySeconds: () => 0, stop() {} }),
    watchGc: () => async () => gcPauses,
    work(seconds) {
      nowSeconds += seconds;
      workSeconds += seconds;
    },
    latency: (seconds) => new Promise((fire) => timers.push({ dueSeconds: nowSeconds + seconds, fire })),
    async run(body) {
      let isDone = false;
      const result = body().finally(() => {
        isDone = true;
      });
      result.catch(() => {});
      while (!isDone) {
        await new Promise((resume) => setImmediate(resume));
        if (!isDone) turn();
      }
      return result;
    },
  };
}
