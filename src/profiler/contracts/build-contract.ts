import type { ChannelMoments, SeenShape, StageContract } from "../../model/pipeline-profile.ts";
import { type Moments, mergeMoments, noMoments } from "../../stats/moments.ts";
import { commonShape, type FoundNumbers, findNumbers, type Numbers } from "./find-numbers.ts";

/** A contract while outputs are being added to it. */
export interface ContractBuilder {
  /** Looks at one output. */
  add(value: unknown): void;
  /** Outputs looked at so far. */
  sampledCount(): number;
  /** The contract; null when no output was looked at. */
  finish(): StageContract | null;
}

/** Values of one array that are looked at; of longer ones, evenly spread ones, others in each output. */
const maxValues = 1 << 16;
/** Distinct shapes, rates and channels that are kept. */
const maxKinds = 8;
/** How far a stated duration may be from length over rate. */
const durationTolerance = 0.01;

/** Counts over the values of one array. */
interface Scan {
  readonly moments: Moments;
  readonly min: number;
  readonly max: number;
  readonly nanCount: number;
  readonly infinityCount: number;
}

/** Begins a contract: what a stage emits, from a few of its outputs. */
export function buildContract(): ContractBuilder {
  const seen = new SeenOutputs();
  return {
    add: (value) => seen.add(value),
    sampledCount: () => seen.sampledCount,
    finish: () => seen.finish(),
  };
}

class SeenOutputs {
  sampledCount = 0;
  #dtype: string | null = null;
  #shape: readonly (number | null)[] | null = null;
  readonly #shapes = new Map<string, SeenShape>();
  readonly #rates = new Set<number>();
  readonly #channels: Moments[] = [];
  #range = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  #durations = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  #nanCount = 0;
  #infinityCount = 0;
  #durationMismatchCount = 0;

  add(value: unknown): void {
    const offset = this.sampledCount++;
    const found = findNumbers(value);
    if (found === null) return;
    this.#addShape(found);
    this.#addSound(found);
    found.arrays.forEach((array, index) => {
      this.#addValues(array, found.channelCount === null ? 0 : index, offset);
    });
  }

  #addShape({ dtype, shape }: FoundNumbers): void {
    this.#dtype = this.#dtype === null || this.#dtype === dtype ? dtype : "mixed";
    this.#shape = this.#shape === null ? shape : commonShape(this.#shape, shape);
    if (!shape.every((axis) => axis !== null)) return;
    const key = shape.join();
    const known = this.#shapes.get(key);
    if (known === undefined && this.#shapes.size === maxKinds) return;
    this.#shapes.set(key, { shape, count: (known?.count ?? 0) + 1 });
  }

  #addSound({ sampleRateHertz, durationSeconds, shape, channelCount }: FoundNumbers): void {
    if (sampleRateHertz !== null && this.#rates.size < maxKinds) this.#rates.add(sampleRateHertz);
    const isSamples = shape.length === 1 || channelCount !== null;
    const frameCount = isSamples ? (shape.at(-1) ?? null) : null;
    const implied = sampleRateHertz !== null && frameCount !== null ? frameCount / sampleRateHertz : null;
    const duration = durationSeconds ?? implied;
    if (duration === null) return;
    this.#durations.min = Math.min(this.#durations.min, duration);
    this.#durations.max = Math.max(this.#durations.max, duration);
    if (durationSeconds === null || implied === null) return;
    if (Math.abs(implied / durationSeconds - 1) > durationTolerance) this.#durationMismatchCount++;
  }

  #addValues(array: Numbers, channel: number, offset: number): void {
    const scan = scanValues(array, offset);
    this.#nanCount += scan.nanCount;
    this.#infinityCount += scan.infinityCount;
    this.#range.min = Math.min(this.#range.min, scan.min);
    this.#range.max = Math.max(this.#range.max, scan.max);
    if (channel < maxKinds)
      this.#channels[channel] = mergeMoments(this.#channels[channel] ?? noMoments, scan.moments);
  }

  finish(): StageContract | null {
    if (this.sampledCount === 0) return null;
    return {
      dtype: this.#dtype,
      shape: this.#shape,
      min: finite(this.#range.min),
      max: finite(this.#range.max),
      nanCount: this.#nanCount,
      sampledCount: this.sampledCount,
      infinityCount: this.#infinityCount,
      valueCount: this.#channels.reduce((sum, { count }) => sum + count, 0),
      shapes: [...this.#shapes.values()],
      sampleRatesHertz: [...this.#rates].sort((a, b) => a - b),
      durationSeconds: Number.isFinite(this.#durations.min) ? { ...this.#durations } : null,
      durationMismatchCount: this.#durationMismatchCount,
      channels: this.#channels.filter(({ count }) => count > 0).map(channelOf),
    };
  }
}

/** An infinite end of a range is none: JSON could not hold it. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Population deviation: the values looked at are all there is to say. */
function channelOf({ count, mean, squaredDeviations }: Moments): ChannelMoments {
  return { mean, standardDeviation: Math.sqrt(squaredDeviations / count) };
}

/** Moments by sums about the first finite value, which keeps the digits that plain sums lose to an offset. */
function scanValues(array: Numbers, offset: number): Scan {
  const stride = Math.ceil(array.length / maxValues) || 1;
  let [nanCount, infinityCount, count, sum, squares, pivot] = [0, 0, 0, 0, 0, 0];
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let index = offset % stride; index < array.length; index += stride) {
    const value = array[index]!;
    const fromPivot = value - pivot;
    if (fromPivot - fromPivot !== 0) {
      if (Number.isNaN(value)) nanCount++;
      else {
        infinityCount++;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      continue;
    }
    if (count === 0) pivot = value;
    const deviation = count === 0 ? 0 : fromPivot;
    count++;
    sum += deviation;
    squares += deviation * deviation;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = count === 0 ? 0 : pivot + sum / count;
  const squaredDeviations = count === 0 ? 0 : Math.max(0, squares - (sum * sum) / count);
  return { moments: { count, mean, squaredDeviations }, min, max, nanCount, infinityCount };
}
