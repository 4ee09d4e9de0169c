/** One main thread with timers, as Node.js turns them: due timers, then what was put off to an idle turn, then the poll. */
export class SimulatedLoop {
  nowSeconds = 0;
  readonly #dues: number[] = [];
  readonly #callbacks: (() => void)[] = [];
  #putOff: (() => void)[] = [];

  /** Occupies the main thread. */
  work(seconds: number): void {
    this.nowSeconds += seconds;
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
