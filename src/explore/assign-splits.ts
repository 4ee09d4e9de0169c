import { shuffle } from "./choose-subset.ts";
import { compareText } from "./measured-example.ts";
import type { DividedDataset, SelectionUnit } from "./selection-units.ts";

/** A split that is wanted. */
export interface WantedSplit {
  readonly name: string;
  /** Share of the examples, 0..1; those of all splits add up to 1. */
  readonly share: number;
}

/** Rounds in which units may still change their split. */
const mostRounds = 8;
/** How much the size of a split counts beside its strata: enough to decide where they leave it open. */
const sizeWeight = 1e-3;

/** A split while it is filled. */
interface Filling {
  readonly wanted: WantedSplit;
  readonly counts: Map<string, number>;
  count: number;
}

/**
 * The split of each id: units whole, every stratum divided by the shares. The largest units are placed first, each where it brings the
 * strata nearest to their shares; then units move as long as that brings them nearer. Where all units are single examples, each stratum is
 * within one example of its share in every split.
 */
export function assignSplits(
  dataset: DividedDataset,
  wanted: readonly WantedSplit[],
  seed: number,
): ReadonlyMap<string, string> {
  const fillings = wanted.map((one): Filling => ({ wanted: one, counts: new Map(), count: 0 }));
  const total = [...dataset.strata.values()].reduce((sum, count) => sum + count, 0);
  const gain = (unit: SelectionUnit, filling: Filling): number =>
    gainOf(unit, filling, dataset.strata, total);
  const order = [...shuffle(dataset.units, seed)].sort((a, b) => b.ids.length - a.ids.length);
  const places = new Map<SelectionUnit, Filling>();
  for (const unit of order) {
    const filling = fillings.reduce((best, next) =>
      gain(unit, next) > gain(unit, best) + 1e-12 ? next : best,
    );
    put(unit, filling, 1);
    places.set(unit, filling);
  }
  improve(order, { fillings, places, gain });
  const assigned = order.flatMap((unit) =>
    unit.ids.map((id) => [id, places.get(unit)!.wanted.name] as const),
  );
  return new Map(assigned.sort(([a], [b]) => compareText(a, b)));
}

function put(unit: SelectionUnit, filling: Filling, sign: 1 | -1): void {
  for (const [stratum, count] of unit.strata) {
    filling.counts.set(stratum, (filling.counts.get(stratum) ?? 0) + sign * count);
  }
  filling.count += sign * unit.ids.length;
}

/** By how much a unit brings a split nearer to what it should hold: the fall of squared distances, of strata and of its size. */
function gainOf(
  unit: SelectionUnit,
  { wanted, counts, count }: Filling,
  strata: ReadonlyMap<string, number>,
  total: number,
): number {
  let gain = 0;
  for (const [stratum, own] of unit.strata) {
    const whole = strata.get(stratum)!;
    gain += fall(wanted.share * whole - (counts.get(stratum) ?? 0), own) / whole;
  }
  return gain + (sizeWeight * fall(wanted.share * total - count, unit.ids.length)) / total;
}

/** How much the square of a deficit falls when `own` fills it. */
function fall(deficit: number, own: number): number {
  return deficit ** 2 - (deficit - own) ** 2;
}

function improve(
  order: readonly SelectionUnit[],
  {
    fillings,
    places,
    gain,
  }: {
    readonly fillings: readonly Filling[];
    readonly places: Map<SelectionUnit, Filling>;
    readonly gain: (unit: SelectionUnit, filling: Filling) => number;
  },
): void {
  for (let round = 0; round < mostRounds; round++) {
    let hasMoved = false;
    for (const unit of order) {
      const here = places.get(unit)!;
      put(unit, here, -1);
      const best = fillings.reduce(
        (one, next) => (gain(unit, next) > gain(unit, one) + 1e-9 ? next : one),
        here,
      );
      put(unit, best, 1);
      places.set(unit, best);
      hasMoved ||= best !== here;
    }
    if (!hasMoved) return;
  }
}
