import type { ChannelMoments, StageContract } from "../model/pipeline-profile.ts";

/** Values of a stage that are not what they were. */
export interface ValueBreach {
  readonly quantity: "range" | "mean" | "deviation";
  /** Before and now, in words. */
  readonly values: readonly [string, string];
  /** What changed, as the end of a sentence about the stage. */
  readonly what: string;
}

/** How much larger or smaller the largest magnitude may become: what was never scaled, or scaled twice, is off by more. */
const largestFactor = 10;
/** Least shift of the mean, in deviations, and least factor of the deviation, that count however many values there are. */
const [leastShift, leastFactor] = [0.5, 2] as const;
/** Standard errors that a shift must come to: the contracts are looked at once for each stage of each gate. */
const errorCount = 6;
/** Values of one output that count as independent ones: neighbours in a clip or an image are alike. */
const independentValues = 8;

/**
 * How the values of a stage differ from what they were by more than another draw of the same kind explains: scaled by more than ten, or, for each channel, a mean
 * that moved or a deviation that grew or shrank. Both sides have seen the same examples; what random augmentations still change is bounded by taking
 * all scatter to be between outputs, of which eight values each count at most. A heuristic: it knows no distribution.
 */
export function valueBreaches(before: StageContract, now: StageContract): readonly ValueBreach[] {
  const scaled = outOfScale(before, now);
  if (scaled !== null) return [scaled];
  const [was, is] = [before.channels ?? [], now.channels ?? []];
  if (was.length !== is.length) return [];
  const count = Math.min(effectiveCount(before), effectiveCount(now));
  if (count < 2) return [];
  for (const [index, channel] of was.entries()) {
    const place = was.length > 1 ? ` of channel ${index}` : "";
    const breach = momentBreach([channel, is[index]!], count, place);
    if (breach !== null) return [breach];
  }
  return [];
}

function outOfScale(before: StageContract, now: StageContract): ValueBreach | null {
  if (before.min === null || before.max === null || now.min === null || now.max === null) return null;
  const [largest, current] = [magnitudeOf(before.min, before.max), magnitudeOf(now.min, now.max)];
  if (largest === 0 || current === 0) return null;
  const factor = current / largest;
  if (factor <= largestFactor && factor >= 1 / largestFactor) return null;
  const values = [rangeText(before.min, before.max), rangeText(now.min, now.max)] as const;
  return { quantity: "range", values, what: `values were ${values[0]} and are ${values[1]}` };
}

function momentBreach(
  [before, now]: readonly [ChannelMoments, ChannelMoments],
  count: number,
  place: string,
): ValueBreach | null {
  const [was, is] = [before.standardDeviation, now.standardDeviation];
  const text = (one: ChannelMoments): string => `${short(one.mean)} +- ${short(one.standardDeviation)}`;
  const values = [text(before), text(now)] as const;
  const what = (name: string, change: string): string =>
    `the ${name}${place} ${change}: values were ${values[0]} and are ${values[1]}`;
  const shift = Math.abs(now.mean - before.mean) / Math.max(was, is);
  if (shift > Math.max(leastShift, errorCount * Math.sqrt(2 / count)))
    return { quantity: "mean", values, what: what("mean", `moved by ${short(shift)} deviations`) };
  const factor = Math.max(was, is) / Math.min(was, is);
  if (factor > Math.max(leastFactor, Math.exp(errorCount / Math.sqrt(count)))) {
    const change = Number.isFinite(factor) ? `changed by a factor of ${short(factor)}` : "is not what it was";
    return { quantity: "deviation", values, what: what("deviation", change) };
  }
  return null;
}

/** Independent values that an output's moments are worth, over all outputs of a channel. */
function effectiveCount({ sampledCount, valueCount = 0, channels = [] }: StageContract): number {
  if (sampledCount === 0 || channels.length === 0) return 0;
  const perOutput = valueCount / channels.length / sampledCount;
  return sampledCount * Math.min(independentValues, perOutput);
}

function magnitudeOf(low: number, high: number): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

function rangeText(low: number, high: number): string {
  return `${short(low)} to ${short(high)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
