import { foldCodes } from "./cross-validation.ts";
import { seededRandom } from "./random.ts";

/** Classes dealt out to items at random, again and again: the `foldCodes` of deal 0, 1, 2 and so on. */
export type ClassDeals = (index: number) => Uint16Array;

/**
 * The deals of one seed, each made when it is first asked for and kept, so that many tests may share them: two bytes per item
 * and deal.
 */
export function classDeals(
  classified: { readonly classes: Uint16Array; readonly classCount: number },
  seed = 1,
): ClassDeals {
  const { classes, classCount } = classified;
  const random = seededRandom(seed);
  const deals: Uint16Array[] = [];
  return (index) => {
    while (deals.length <= index) {
      deals.push(foldCodes({ classes: shuffled(classes, random.nextInt), classCount }));
    }
    return deals[index]!;
  };
}

/** Fisher and Yates's shuffle of a copy. */
function shuffled(classes: Uint16Array, nextInt: (bound: number) => number): Uint16Array {
  const copy = classes.slice();
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = nextInt(last + 1);
    const held = copy[last]!;
    copy[last] = copy[other]!;
    copy[other] = held;
  }
  return copy;
}
