import { fitCensored, placesOf } from "../../stats/censored.ts";
import type { Random } from "../../stats/random.ts";
import type { Aways } from "../away-log.ts";

/** Which end of what is not known: most likely, shortest possible, longest possible. */
export type Reading = "likely" | "short" | "long";

/** Limits this close together, as a ratio, are as good as a value. */
const asGoodAsKnown = 0.02;
const mostObservations = 400;

/** Whether some of these times are known only within limits that matter. */
export function isCensored({ lowSeconds, highSeconds }: Aways): boolean {
  return highSeconds.some((high, index) => high - lowSeconds[index]! > asGoodAsKnown * high + 2e-5);
}

/** How times away are read. */
export interface ReadingOptions {
  readonly reading: Reading;
  readonly random: Random;
  /** Times of calls that were alone on an idle loop, in seconds: known as they are. */
  readonly aloneSeconds: readonly number[];
}

/**
 * Times away from the main thread, one for each call in order. A call whose time is known only within limits gets a draw from the
 * distribution that all limits, and the calls that were alone, together suggest, within its own.
 */
export function awayTimes(
  aways: Aways,
  { reading, random, aloneSeconds }: ReadingOptions,
): readonly number[] {
  const observed = thinned(aways);
  const { lowSeconds, highSeconds } = observed;
  if (!isCensored(observed)) return lowSeconds.map((low, index) => (low + highSeconds[index]!) / 2);
  const fit = fitCensored([...lowSeconds, ...aloneSeconds], [...highSeconds, ...aloneSeconds]);
  return lowSeconds.map((low, index) => {
    const [from, to] = placesOf(fit, low, highSeconds[index]!);
    const place = drawPlace(fit.weights, [from, to], random);
    return place === null ? low : at(fit.lows[place]!, fit.highs[place]!, reading);
  });
}

function thinned({ lowSeconds, highSeconds }: Aways): Aways {
  const stride = Math.max(1, Math.ceil(lowSeconds.length / mostObservations));
  const isKept = (_: number, index: number): boolean => index % stride === 0;
  return { lowSeconds: lowSeconds.filter(isKept), highSeconds: highSeconds.filter(isKept) };
}

function drawPlace(
  weights: readonly number[],
  [from, to]: readonly [number, number],
  random: Random,
): number | null {
  let total = 0;
  for (let place = from; place < to; place++) total += weights[place]!;
  if (total === 0) return null;
  let left = random.next() * total;
  for (let place = from; place < to; place++) {
    left -= weights[place]!;
    if (left <= 0) return place;
  }
  return to - 1;
}

function at(low: number, high: number, reading: Reading): number {
  if (reading === "short") return low;
  return reading === "long" ? high : (low + high) / 2;
}
