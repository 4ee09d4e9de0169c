import type { StageContract } from "../model/pipeline-profile.ts";
import type { Check } from "../model/verdict.ts";
import { valueBreaches } from "./value-breaches.ts";

/** Contracts of all stages by name, as a measurement holds them. */
type Contracts = Readonly<Record<string, StageContract | null>>;

/**
 * What each stage emits now against before: element type, shape, sampling rates, NaN and infinities exactly; the range and
 * moments of the values within what other draws of the same examples explain (`valueBreaches`). Stages that only one side has are not compared here: they are missing, or new. One check per stage
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
    ...(isShapeKept(before, now)
      ? []
      : differing(stage, "shape", [shapeText(before.shape), shapeText(now.shape)])),
    ...(areRatesKept(before, now)
      ? []
      : differing(stage, "sampleRatesHertz", [ratesText(before), ratesText(now)])),
    ...risen(stage, "nanCount", [before.nanCount, now.nanCount], "NaN values"),
    ...risen(stage, "infinityCount", [before.infinityCount ?? 0, now.infinityCount ?? 0], "infinite values"),
    ...valueBreaches(before, now).map(({ quantity, values, what }) =>
      breach(stage, quantity, values, `stage "${stage}": ${what}`),
    ),
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

/** Of two contracts, the one that has looked at fewer outputs first. */
function byOutputs(a: StageContract, b: StageContract): readonly [StageContract, StageContract] {
  return a.sampledCount <= b.sampledCount ? [a, b] : [b, a];
}

/** How many outputs are looked at depends on the time it takes: that fewer of them had one size on an axis is no change. */
function isShapeKept(before: StageContract, now: StageContract): boolean {
  if (shapeText(before.shape) === shapeText(now.shape)) return true;
  const [fewer, more] = byOutputs(before, now);
  if (fewer.sampledCount === more.sampledCount || fewer.shape === null) return false;
  return (
    fewer.shape.length === more.shape?.length &&
    fewer.shape.every((size, axis) => more.shape?.[axis] === null || more.shape?.[axis] === size)
  );
}

function areRatesKept(before: StageContract, now: StageContract): boolean {
  const [fewer, more] = byOutputs(before, now);
  if (fewer.sampledCount === more.sampledCount) return ratesText(before) === ratesText(now);
  const [some, all] = [fewer.sampleRatesHertz ?? [], more.sampleRatesHertz ?? []];
  return some.every((rate) => all.includes(rate)) && some.length > 0 === all.length > 0;
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
