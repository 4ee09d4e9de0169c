import { quantile } from "../../stats/quantiles.ts";
import type { StageRecord } from "../run-record.ts";
import type { Reading } from "./away-times.ts";
import { mean } from "./model-limits.ts";

/**
 * What a call takes alone, over what it takes in company: as timed in turn, else by lower quartiles, which neighbours on the machine lengthen
 * least. Slower alone than in the run is noise: nothing can be gained from company. At the shortest nothing is left of what interrupts
 * calls in the run either, such as the collector at work on what others allocate.
 */
export function aloneRatioOf({ alone }: StageRecord, inRun: readonly number[], reading: Reading): number {
  if (alone?.mainSeconds === undefined || !(mean(inRun) > 0)) return 1;
  const ofQuartiles = lowerQuartile(alone.mainSeconds) / lowerQuartile(inRun);
  const inCompany = alone.aloneRatio ?? ofQuartiles;
  if (reading !== "short") return Math.min(1, inCompany);
  return Math.min(1, inCompany, ofQuartiles, lowerQuartile(alone.mainSeconds) / mean(inRun));
}

/**
 * Times of a stage on the main thread after what it waited for a core was taken out of all its active time alike, `share` being what was left.
 * A thread mostly waits when it wakes, between calls: these take no less than they do alone.
 */
export function noShorterThanAlone(
  { alone }: StageRecord,
  seconds: readonly number[],
  share: number,
): readonly number[] {
  const inRun = mean(seconds);
  if (share === 1 || alone?.mainSeconds === undefined || !(inRun > 0)) return seconds;
  const ratio = Math.min(1 / share, mean(withoutOutliers(alone.mainSeconds)) / inRun);
  return ratio > 1 ? seconds.map((value) => value * ratio) : seconds;
}

/** Times in the run, or the processor time of calls alone where that is less on average. */
export function least(inRun: readonly number[], alone: readonly number[] | undefined): readonly number[] {
  return alone !== undefined && mean(alone) < mean(inRun) ? alone : inRun;
}

/** The same of calls in threads of the stage: with always a next one to make, over those of the run, between which the thread may have slept. */
export function busyThreadRatio({ threadCosts }: StageRecord, inRun: readonly number[]): number {
  const seconds = mean(inRun);
  return threadCosts === undefined || !(seconds > 0) ? 1 : Math.min(1, threadCosts.threadSeconds / seconds);
}

function lowerQuartile(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.25,
  );
}

/** What calls took alone, in order, but for those that something else on the machine made several times as long. */
export function aloneTimes(
  { aloneSeconds = [], worker }: StageRecord,
  mainSeconds: number,
): readonly number[] {
  if (worker !== undefined || aloneSeconds.length === 0) return [];
  return withoutOutliers(aloneSeconds).map((seconds) => Math.max(0, seconds - mainSeconds));
}

/** Calls alone that take longer than this many times the median say something of other programs. */
const mostOverMedian = 3;

function withoutOutliers(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const longest = mostOverMedian * quantile(sorted, 0.5);
  return values.filter((value) => value <= longest);
}
