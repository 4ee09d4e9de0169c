import { normalSurvival } from "../stats/normal.ts";
import { obrienFlemingSpending, spendingBoundaries } from "../stats/spending.ts";

/** Rounds of a paired gate where the user sets nothing: the first look, and the last. */
export const defaultRounds = { least: 10, most: 48 } as const;

const lookCount = 5;

/**
 * Numbers of rounds at which a paired gate looks: evenly spaced ratios from the least to the most, such as 10, 15, 22, 32, 48.
 * @param most planned before any difference is looked at: it is what "all the information" means
 */
export function planLooks(least: number, most: number): readonly number[] {
  const looks = Array.from({ length: lookCount }, (_, index) =>
    Math.round(least * (most / least) ** (index / (lookCount - 1))),
  );
  return [...new Set(looks)].filter((look) => look <= most);
}

const known = new Map<string, readonly number[]>();

/**
 * Nominal one-sided p values, one per look, at or below which a hypothesis is rejected so that all looks together err with
 * probability `error`: spending after O'Brien and Fleming.
 * @param looks rising numbers of rounds
 * @param planned rounds planned in all, at least the last look
 */
export function nominalLevels(looks: readonly number[], planned: number, error: number): readonly number[] {
  const key = `${looks.join()}/${planned}/${error}`;
  let levels = known.get(key);
  if (levels === undefined) {
    const shares = looks.map((look) => look / planned);
    levels = spendingBoundaries(shares, obrienFlemingSpending(error)).map(normalSurvival);
    known.set(key, levels);
  }
  return levels;
}

/** What has been seen of one hypothesis by a look. */
export interface SeenP {
  /** Looks so far, rising numbers of rounds. */
  readonly looks: readonly number[];
  readonly planned: number;
  /** One-sided p of the data at the last of them. */
  readonly p: number;
}

/**
 * The least error at which this look would have rejected: a p value that looking again and again is already paid for in. Within
 * 1 % of its value; 1 where even an error of 0.5 would not do.
 */
export function sequentialP({ looks, planned, p }: SeenP): number {
  const level = (error: number): number =>
    spendingBoundaries(
      looks.map((look) => look / planned),
      obrienFlemingSpending(error),
    ).map(normalSurvival)[looks.length - 1]!;
  if (p >= level(highestError)) return 1;
  if (p <= level(leastError)) return leastError;
  // Both logarithms, in which the level is nearly a straight line: regula falsi, with the Illinois rule against a stuck end.
  let [low, high] = [Math.log(leastError), Math.log(highestError)];
  const miss = (logError: number): number => Math.log(level(Math.exp(logError)) / p);
  let [missLow, missHigh] = [miss(low), miss(high)];
  for (let step = 0; step < 30 && high - low > 0.01; step++) {
    const middle = low - (missLow * (high - low)) / (missHigh - missLow);
    const missed = miss(middle);
    if (Math.abs(missed) < 0.005) return Math.exp(middle);
    if (missed < 0) {
      [low, missLow, missHigh] = [middle, missed, missHigh / 2];
    } else {
      [high, missHigh, missLow] = [middle, missed, missLow / 2];
    }
  }
  return Math.exp((low + high) / 2);
}

/** Smaller p values all read the same, and larger ones read 1. */
const highestError = 0.5;
const leastError = 1e-9;
