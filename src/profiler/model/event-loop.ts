import { type Cores, speedOfRunnable } from "./core-sharing.ts";

/** Threads that Node.js has for the file system, compression and keys unless told otherwise (UV_THREADPOOL_SIZE). */
const systemThreadCount = 4;

/** One main thread with timers, as Node.js turns them: due timers, then what was put off to an idle turn, then the poll. */
export class SimulatedLoop {
  nowSeconds = 0;
  readonly #dues: number[] = [];
  readonly #callbacks: (() => void)[] = [];
  #putOff: (() => void)[] = [];
  readonly #cores: Cores;
  /** Until when each thread is busy, by the stage that has it. */
  readonly #busyUntil: Float64Array[] = [];
  #systemThreads: Float64Array | undefined;
  #occupiedSeconds = 0;

  constructor(cores: Cores = { coreCount: Number.POSITIVE_INFINITY }) {
    this.#cores = cores;
  }

  /** Occupies the main thread; for longer where threads have its core at times. */
  work(seconds: number): void {
    if (seconds === 0) return;
    const startSeconds = this.nowSeconds;
    this.#spend(seconds);
    this.#occupiedSeconds += this.nowSeconds - startSeconds;
  }

  #spend(seconds: number): void {
    let left = seconds;
    for (;;) {
      const { count, untilSeconds } = this.#busyThreads();
      const speed = speedOfRunnable(count + 1, this.#cores);
      if (speed === 1 || left <= speed * (untilSeconds - this.nowSeconds)) {
        this.nowSeconds += left / speed;
        return;
      }
      left -= speed * (untilSeconds - this.nowSeconds);
      this.nowSeconds = untilSeconds;
    }
  }

  /** Threads of a stage: until when each is busy. */
  addThreads(threadCount: number): Float64Array {
    const busyUntil = new Float64Array(threadCount);
    this.#busyUntil.push(busyUntil);
    return busyUntil;
  }

  /** Threads of the system, which all stages that work in them share: until when each is busy. */
  systemThreads(): Float64Array {
    this.#systemThreads ??= this.addThreads(systemThreadCount);
    return this.#systemThreads;
  }

  /**
   * How much longer work takes in a thread: runnable threads over cores, the main thread by the share of time in which it has work.
   * @param isBusy whether the thread itself is among the busy ones now
   */
  threadStretch(isBusy: boolean): number {
    const mainShare = this.nowSeconds > 0 ? this.#occupiedSeconds / this.nowSeconds : 0;
    const threads = this.#busyThreads().count + (isBusy ? 0 : 1);
    const { coreCount, onCoreShare = 1, allCoresShare } = this.#cores;
    // A thread has the company of the main thread, or has not: its speed is the mean of both.
    const speed = (cores: Cores): number =>
      (1 - mainShare) * speedOfRunnable(threads, cores) + mainShare * speedOfRunnable(threads + 1, cores);
    if (threads < coreCount) return 1 / speed(this.#cores);
    // Threads that never rest are spread out: two are on a core while another rests only where one wakes at times, as the main thread does.
    const spread = speed({ ...this.#cores, onCoreShare: 1 });
    return 1 / (spread * (allCoresShare ?? 1 - mainShare * (1 - onCoreShare)));
  }

  /** How many threads are busy, and until when at least that many are. */
  #busyThreads(): { readonly count: number; readonly untilSeconds: number } {
    let count = 0;
    let untilSeconds = Number.POSITIVE_INFINITY;
    for (const stage of this.#busyUntil) {
      for (const until of stage) {
        if (until <= this.nowSeconds) continue;
        count++;
        untilSeconds = Math.min(untilSeconds, until);
      }
    }
    return { count, untilSeconds };
  }

  /** Calls back at a time; `dueSeconds` may already have passed when the main thread gets to it. */
  at(dueSeconds: number, callback: () => void): void {
    let position = this.#dues.length;
    while (position > 0 && this.#dues[position - 1]! <= dueSeconds) position--;
    this.#dues.splice(position, 0, dueSeconds);
    this.#callbacks.splice(position, 0, callback);
  }

  /** Calls back in the next turn, before the loop waits. */
  putOff(callback: () => void): void {
    this.#putOff.push(callback);
  }

  /** One turn; false when nothing is left to happen. */
  turn(): boolean {
    if (this.#putOff.length === 0) {
      const next = this.#dues.at(-1);
      if (next === undefined) return false;
      this.nowSeconds = Math.max(this.nowSeconds, next);
    }
    while (this.#dues.length > 0 && this.#dues.at(-1)! <= this.nowSeconds) {
      this.#dues.pop();
      this.#callbacks.pop()!();
    }
    const putOff = this.#putOff;
    this.#putOff = [];
    for (const callback of putOff) callback();
    return true;
  }
}
