/** How two outputs relate. */
export interface ValueComparison {
  /** `unknown` where nothing differs that can be looked at, and something cannot. */
  readonly kind: "equal" | "close" | "different" | "unknown";
  /** Largest difference of two numbers in the same place; null without a pair that differs. */
  readonly largestAbsolute: number | null;
  readonly largestRelative: number | null;
  /** Where the first difference of the gravest kind is, such as `.samples[12]`; null without one. */
  readonly place: string | null;
}

/**
 * Compares two snapshots, number for number; NaN equals NaN, and 0 equals -0. Two numbers are close when they are no further apart than `tolerance`
 * times the larger magnitude of the two, or times the largest magnitude of the arrays that they are in: what is almost 0 beside large
 * values is rounding.
 */
export function compareValues(before: unknown, after: unknown, tolerance: number): ValueComparison {
  const comparison = new Comparison(tolerance);
  comparison.compare(before, after, "");
  return comparison.outcome();
}

class Comparison {
  readonly #tolerance: number;
  #isUnknown = false;
  #largestAbsolute: number | null = null;
  #largestRelative: number | null = null;
  #closePlace: string | null = null;
  #differentPlace: string | null = null;

  constructor(tolerance: number) {
    this.#tolerance = tolerance;
  }

  outcome(): ValueComparison {
    const isDifferent = this.#differentPlace !== null;
    const kind = isDifferent
      ? "different"
      : this.#isUnknown
        ? "unknown"
        : this.#closePlace !== null
          ? "close"
          : "equal";
    return {
      kind,
      largestAbsolute: this.#largestAbsolute,
      largestRelative: this.#largestRelative,
      place: this.#differentPlace ?? this.#closePlace,
    };
  }

  compare(before: unknown, after: unknown, place: string): void {
    if (typeof before === "number" && typeof after === "number") {
      this.#compareNumbers(before, after, { place, scale: 0 });
    } else if (!isObject(before) || !isObject(after)) {
      if (!Object.is(before, after)) this.#differ(place);
    } else if ("opaque" in before && "opaque" in after) {
      if (before["opaque"] === after["opaque"]) this.#isUnknown = true;
      else this.#differ(place);
    } else if (isList(before) && isList(after)) {
      this.#compareLists(before, after, place);
    } else if (isList(before) || isList(after)) {
      this.#differ(place);
    } else {
      this.#compareFields(before, after, place);
    }
  }

  #compareLists(before: ArrayLike<unknown>, after: ArrayLike<unknown>, place: string): void {
    if (typeOf(before) !== typeOf(after)) this.#differ(place);
    if (before.length !== after.length) {
      this.#differ(`${place}.length`);
      return;
    }
    const scale = Math.max(magnitudeOf(before), magnitudeOf(after));
    for (let index = 0; index < before.length; index++) {
      const [one, other] = [before[index], after[index]];
      if (one === other) continue;
      if (typeof one === "number" && typeof other === "number") {
        this.#compareNumbers(one, other, { place, index, scale });
      } else this.compare(one, other, `${place}[${index}]`);
    }
  }

  #compareFields(before: Record<string, unknown>, after: Record<string, unknown>, place: string): void {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (key in before && key in after) this.compare(before[key], after[key], `${place}.${key}`);
      else this.#differ(`${place}.${key}`);
    }
  }

  #compareNumbers(
    before: number,
    after: number,
    { place, index, scale }: { readonly place: string; readonly index?: number; readonly scale: number },
  ): void {
    if (before === after || (Number.isNaN(before) && Number.isNaN(after))) return;
    const difference = Math.abs(before - after);
    const magnitude = Math.max(Math.abs(before), Math.abs(after));
    const where = (): string => (index === undefined ? place : `${place}[${index}]`);
    if (!Number.isFinite(difference)) {
      this.#differ(where());
      return;
    }
    this.#largestAbsolute = Math.max(this.#largestAbsolute ?? 0, difference);
    this.#largestRelative = Math.max(this.#largestRelative ?? 0, difference / magnitude);
    if (difference > this.#tolerance * Math.max(magnitude, scale)) this.#differ(where());
    else this.#closePlace ??= where();
  }

  #differ(place: string): void {
    this.#differentPlace ??= place === "" ? "the whole" : place;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isList(value: object): value is ArrayLike<unknown> & object {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** Element type of a typed array; the same for all other lists. */
function typeOf(list: ArrayLike<unknown>): string {
  return ArrayBuffer.isView(list) ? String(list[Symbol.toStringTag as never]) : "Array";
}

/** Largest finite magnitude in a list of numbers; 0 for others. */
function magnitudeOf(list: ArrayLike<unknown>): number {
  let largest = 0;
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (typeof value !== "number") return 0;
    const magnitude = Math.abs(value);
    if (magnitude > largest && magnitude !== Number.POSITIVE_INFINITY) largest = magnitude;
  }
  return largest;
}
