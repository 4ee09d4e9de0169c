/** How a stage's slots spend their time: running sums over slots, in seconds. */
export interface SlotClock {
  /** Brings the sums up to now, and gives now. */
  advance(): number;
  /** From now on this many slots wait for input. */
  starve(slotCount: number): void;
  /** A slot enters service. */
  serve(): void;
  /** A slot leaves service for a while, or for a call that is not counted. */
  leave(): void;
  /** A slot leaves service after this time. */
  release(holdSeconds: number): void;
  /** Slot-seconds waiting for input, and in service, up to the last advance. */
  readonly starvedSeconds: number;
  readonly holdSeconds: number;
  /** Calls that have left service. */
  readonly releasedCount: number;
  /** When the sums were last brought up to date. */
  readonly lastSeconds: number;
  /** Hold times in order; of many calls, every so-many-th. */
  readonly holdsSeconds: readonly number[];
  /** Times it has advanced. */
  readonly eventCount: number;
}

const maxHolds = 8192;

/** Begins to integrate the states of slots over time. */
export function startSlotClock(now: () => number): SlotClock {
  return new IntegratingClock(now);
}

class IntegratingClock implements SlotClock {
  readonly #now: () => number;
  #starvingCount = 0;
  #servingCount = 0;
  #holdStride = 1;
  starvedSeconds = 0;
  holdSeconds = 0;
  releasedCount = 0;
  eventCount = 0;
  lastSeconds: number;
  holdsSeconds: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.lastSeconds = now();
  }

  advance(): number {
    const now = this.#now();
    const elapsed = now - this.lastSeconds;
    this.starvedSeconds += this.#starvingCount * elapsed;
    this.holdSeconds += this.#servingCount * elapsed;
    this.lastSeconds = now;
    this.eventCount++;
    return now;
  }

  starve(slotCount: number): void {
    this.advance();
    this.#starvingCount = slotCount;
  }

  serve(): void {
    this.#servingCount++;
  }

  leave(): void {
    this.#servingCount--;
  }

  release(holdSeconds: number): void {
    this.#servingCount--;
    if (this.releasedCount % this.#holdStride === 0) this.holdsSeconds.push(holdSeconds);
    this.releasedCount++;
    if (this.holdsSeconds.length < maxHolds) return;
    this.holdsSeconds = this.holdsSeconds.filter((_, position) => position % 2 === 0);
    this.#holdStride *= 2;
  }
}
