import type { StageContract } from "../model/pipeline-profile.ts";
import type { Check } from "../model/verdict.ts";

/** Contracts of all stages by name, as a measurement holds them. */
type Contracts = Readonly<Record<string, StageContract | null>>;

/**
 * How much larger than before values may become: other examples, and a sample of them, have other extremes; what was never
 * scaled, or scaled twice, is off by more.
 */
const largestGrowth = 10;

/**
 * What each stage emits now against before: element type, shape, sampling rates, NaN and infinities exactly; the largest
 * magnitude within a factor of ten. Stages that only one side has are not compared here: they are missing, or new. One check per stage
 * that keeps its contract, one per breach otherwise.
 */
export function contractChecks(baseline: Contracts, current: Contracts): readonly Check[] {
  return Object.keys(baseline)
    .filter((stage) => Object.hasOwn(current, stage))
    .flatMap((stage) => stageChecks(stage, [baseline[stage] ?? null, current[stage] ?? null]));
}

function stageChecks(
  stage: string,
  [before, now]: readonly [StageContract | null, StageContract | null],
): readonly Check[] {
  // Nothing was known of what it emits: nothing can be broken.
  if (before === null) return [];
  if (now === null) {
    const was = before.dtype ?? "something";
    return [
      breach(
        stage,
        "dtype",
        [was, null],
        `stage "${stage}" emitted ${was} and emits nothing that can be looked at now`,
      ),
    ];
  }
  const breaches = [
    ...differing(stage, "dtype", [before.dtype, now.dtype]),
    ...differing(stage, "shape", [shapeText(before.shape), shapeText(now.shape)]),
    ...differing(stage, "sampleRatesHertz", [ratesText(before), ratesText(now)]),
    ...risen(stage, "nanCount", [before.nanCount, now.nanCount], "NaN values"),
    ...risen(stage, "infinityCount", [before.infinityCount ?? 0, now.infinityCount ?? 0], "infinite values"),
    ...outOfRange(stage, before, now),
  ];
  if (breaches.length > 0) return breaches;
  const kept = describe(now);
  return [
    {
      ...common(stage, "contract", [describe(before), kept]),
      kind: "passed",
      message: `stage "${stage}" emits ${kept} as before`,
    },
  ];
}

function differing(
  stage: string,
  quantity: string,
  [before, now]: readonly [string | null, string | null],
): readonly Check[] {
  if (before === now) return [];
  return [
    breach(
      stage,
      quantity,
      [before, now],
      `stage "${stage}": ${quantity} was ${before ?? "none"} and is ${now ?? "none"}`,
    ),
  ];
}

/** Bad values where there were none. */
function risen(
  stage: string,
  quantity: string,
  [before, now]: readonly [number, number],
  what: string,
): readonly Check[] {
  if (before > 0 || now === 0) return [];
  return [breach(stage, quantity, [before, now], `stage "${stage}" emits ${now} ${what}; it emitted none`)];
}

function outOfRange(stage: string, before: StageContract, now: StageContract): readonly Check[] {
  if (before.min === null || before.max === null || now.min === null || now.max === null) return [];
  const [largest, current] = [magnitudeOf(before.min, before.max), magnitudeOf(now.min, now.max)];
  if (largest === 0 || current <= largestGrowth * largest) return [];
  const [was, is] = [rangeText(before.min, before.max), rangeText(now.min, now.max)];
  return [breach(stage, "range", [was, is], `stage "${stage}": values were ${was} and are ${is}`)];
}

function magnitudeOf(low: number, high: number): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

function breach(
  stage: string,
  quantity: string,
  values: readonly [string | number | null, string | number | null],
  message: string,
): Check {
  return { ...common(stage, quantity, values), kind: "failed", message };
}

function common(
  stage: string,
  quantity: string,
  [baseline, current]: readonly [string | number | null, string | number | null],
): Omit<Check, "kind" | "message"> {
  return { category: "contract", subject: stage, quantity, baseline, current, tolerance: 0 };
}

function describe({ dtype, shape }: StageContract): string {
  return `${dtype ?? "no typed array"}${shape === null ? "" : ` ${shapeText(shape)}`}`;
}

function shapeText(shape: StageContract["shape"]): string | null {
  return shape === null ? null : `[${shape.map((size) => size ?? "*").join(", ")}]`;
}

function ratesText({ sampleRatesHertz }: StageContract): string | null {
  return sampleRatesHertz === undefined || sampleRatesHertz.length === 0 ? null : sampleRatesHertz.join(", ");
}

function rangeText(low: number, high: number): string {
  return `${Number(low.toPrecision(4))} to ${Number(high.toPrecision(4))}`;
}
