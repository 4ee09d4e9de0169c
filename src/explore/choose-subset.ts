import { seededHash } from "../stats/seeded-hash.ts";
import { groupBy } from "./group-by.ts";
import { compareText } from "./measured-example.ts";
import type { DividedDataset, SelectionUnit } from "./selection-units.ts";

/** Units that are looked at for the next place of the order. */
const lookahead = 64;

/**
 * Ids of a share of the dataset, in order: units whole, strata in proportion. The place of a unit depends on the seed alone and not on
 * `fraction`, up to which all are taken: so a smaller subset lies within a larger one. Where each unit is of one stratum, its places are
 * spread evenly over the stratum, so that every stratum is within one unit of its proportion; where units mix strata, one order keeps each
 * beginning as close to proportion as it can.
 */
export function chooseSubset(
  { units, strata, summary }: DividedDataset,
  { fraction, seed }: { readonly fraction: number; readonly seed: number },
): readonly string[] {
  const shuffled = shuffle(units, seed);
  if (summary.mixedUnitCount > 0) {
    return idsOf(beginning(inProportion(shuffled, strata), fraction));
  }
  const placed = evenPlaces(shuffled, strata, seed);
  const taken = placed.filter(({ place }) => place < fraction);
  const first = placed.reduce((least, next) => (next.place < least.place ? next : least));
  return idsOf((taken.length === 0 ? [first] : taken).map(({ unit }) => unit));
}

/** Fractional part of the golden ratio: its multiples fill the unit interval evenly, however many there are. */
const goldenStep = 0.6180339887498949;

/** Systematic places in [0, 1): a stratum's units one after the other, each stratum begun elsewhere, so that the total comes out too. */
function evenPlaces(
  shuffled: readonly SelectionUnit[],
  strata: ReadonlyMap<string, number>,
  seed: number,
): readonly { readonly unit: SelectionUnit; readonly place: number }[] {
  const byStratum = groupBy(shuffled, ({ strata: own }) => [...own.keys()][0]!);
  const start = seededHash("start", seed);
  return [...byStratum].flatMap(([stratum, own], index) => {
    const offset = (start + index * goldenStep) % 1;
    let before = 0;
    return own.map((unit) => {
      const place = (before + offset * unit.ids.length) / strata.get(stratum)!;
      before += unit.ids.length;
      return { unit, place };
    });
  });
}

/** In an order that only the seed decides. */
export function shuffle(units: readonly SelectionUnit[], seed: number): readonly SelectionUnit[] {
  return units
    .map((unit) => ({ unit, place: seededHash(unit.key, seed) }))
    .sort((a, b) => a.place - b.place || compareText(a.unit.key, b.unit.key))
    .map(({ unit }) => unit);
}

/** The beginning of an order that comes closest to a share of its examples; at least one unit. */
function beginning(order: readonly SelectionUnit[], fraction: number): readonly SelectionUnit[] {
  const target = fraction * order.reduce((sum, { ids }) => sum + ids.length, 0);
  let [count, length] = [0, 0];
  for (const { ids } of order) {
    // Half-way the next one is left out, whatever the fraction: the length never falls when it grows.
    if (length > 0 && count + ids.length / 2 > target) break;
    count += ids.length;
    length += 1;
  }
  return order.slice(0, length);
}

/** The order in which each beginning is as near to the proportions of the whole as a look at the next few units allows. */
function inProportion(
  shuffled: readonly SelectionUnit[],
  strata: ReadonlyMap<string, number>,
): readonly SelectionUnit[] {
  const total = [...strata.values()].reduce((sum, count) => sum + count, 0);
  const taken = new Map([...strata.keys()].map((stratum) => [stratum, 0]));
  const waiting = [...shuffled];
  const order: SelectionUnit[] = [];
  let count = 0;
  while (waiting.length > 0) {
    const index = best(waiting.slice(0, lookahead), (unit) => {
      const size = count + unit.ids.length;
      let worst = 0;
      for (const [stratum, whole] of strata) {
        const held = taken.get(stratum)! + (unit.strata.get(stratum) ?? 0);
        worst += (held - (size * whole) / total) ** 2 / whole;
      }
      return worst;
    });
    const [unit] = waiting.splice(index, 1);
    order.push(unit!);
    count += unit!.ids.length;
    for (const [stratum, held] of unit!.strata) taken.set(stratum, taken.get(stratum)! + held);
  }
  return order;
}

/** Place of the first item with the least cost. */
function best<Item>(items: readonly Item[], costOf: (item: Item) => number): number {
  let [place, least] = [0, Number.POSITIVE_INFINITY];
  items.forEach((item, index) => {
    const cost = costOf(item);
    if (cost < least - 1e-12) [place, least] = [index, cost];
  });
  return place;
}

function idsOf(units: readonly SelectionUnit[]): readonly string[] {
  return units.flatMap(({ ids }) => ids).sort(compareText);
}
