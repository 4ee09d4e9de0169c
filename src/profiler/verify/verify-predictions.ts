import { messageOf } from "../../model/errors.ts";
import type { Estimate } from "../../model/estimate.ts";
import type { Outcome, Prediction, Refusal } from "../../model/prediction.ts";
import type { Flow } from "../../pipeline/flow.ts";
import { medianInterval } from "../../stats/median-interval.ts";
import type { ProfilerEffects } from "../effects.ts";
import { onEvenCores } from "../even-cores.ts";
import { turnLoop } from "../turn-loop.ts";
import { applyChange } from "./apply-change.ts";
import { hasThreads, type MeasuredPair, measurePairs, type PairOptions } from "./measure-pairs.ts";
import { recordOutputs } from "./record-outputs.ts";

/** What to try, and how long. */
export interface VerifyOptions extends PairOptions {
  /** Predictions that are tried at most. */
  readonly changeCount: number;
  /** Once aborted, no further change is tried; the event loop turns before each, for a signal to be heard. */
  readonly signal?: AbortSignal;
  /** Told before each change is tried. */
  readonly onChange?: (prediction: Prediction, index: number, count: number) => void;
}

/** Predictions beside what was measured. */
export interface VerifiedPredictions {
  /** All of them, in their order; those that were tried with their outcome. */
  readonly predictions: readonly Prediction[];
  /** Changes that could not be tried, and why. */
  readonly refusals: readonly Refusal[];
}

/** Examples whose outputs are recorded, to be replayed. */
const recordedExamples = 96;

/** Tries predicted changes on the flow itself, in pairs of windows with and without each, and keeps predicted beside measured. */
export async function verifyPredictions(
  flow: Flow<unknown>,
  predictions: readonly Prediction[],
  options: VerifyOptions,
  effects: ProfilerEffects,
): Promise<VerifiedPredictions> {
  const wanted = toTry(predictions, options.changeCount);
  const outcomes = new Map<Prediction, Outcome>();
  const refusals: Refusal[] = [];
  for (const [index, prediction] of wanted.entries()) {
    if (options.signal !== undefined) await turnLoop();
    if (options.signal?.aborted) break;
    options.onChange?.(prediction, index, wanted.length);
    const tried = await tryChange(flow, prediction, options, effects);
    if (typeof tried === "string") refusals.push({ change: prediction.change, reason: tried });
    else outcomes.set(prediction, tried);
  }
  return {
    predictions: predictions.map((prediction) => {
      const outcome = outcomes.get(prediction);
      return outcome === undefined ? prediction : { ...prediction, outcome };
    }),
    refusals,
  };
}

/** The most promising ones, the most that any stage can give, and one that should change nothing: a miss hides among those too. */
function toTry(predictions: readonly Prediction[], count: number): readonly Prediction[] {
  const applicable = predictions.filter(({ change }) => change.kind !== "faster");
  const options = applicable.filter(({ change }) => change.kind !== "free");
  const free = applicable
    .filter(({ change }) => change.kind === "free")
    .sort((a, b) => b.speedup - a.speedup);
  const chosen = [
    ...options.slice(0, Math.ceil(count / 2)),
    ...free.slice(0, Math.max(1, Math.floor(count / 2) - 1)),
    ...free.slice(-1),
  ];
  return [...new Set([...chosen, ...options, ...free])].slice(0, count);
}

/** What a change does when it is made; in words, why it cannot be. */
export async function tryChange(
  flow: Flow<unknown>,
  prediction: Prediction,
  options: PairOptions,
  effects: ProfilerEffects,
): Promise<Outcome | string> {
  const { change } = prediction;
  try {
    const recorded =
      change.kind === "free"
        ? await recordOutputs(flow, {
            exampleCount: recordedExamples,
            stages: new Set([change.stage]),
            openThreads: effects.openThreads,
          })
        : new Map<string, readonly unknown[]>();
    const after = applyChange(flow, change, recorded);
    if (after.kind === "refused") return after.reason;
    const measure = (): Promise<readonly MeasuredPair[]> =>
      measurePairs([flow, after.flow], options, effects);
    const isThreaded = hasThreads(flow) || hasThreads(after.flow);
    const { value: pairs, ...cores } = await onEvenCores(measure, isThreaded ? effects : {});
    return { ...outcomeOf(prediction, pairs), ...cores };
  } catch (thrown) {
    return `it failed when it was tried: ${messageOf(thrown)}`;
  }
}

/** Predicted beside measured. */
export function outcomeOf(prediction: Prediction, pairs: readonly MeasuredPair[]): Outcome {
  const measured = medianInterval(
    pairs.map(({ withPerSecond, withoutPerSecond }) => withPerSecond / withoutPerSecond),
  );
  const { center, low, high } = prediction.examplesPerSecond;
  const base = center / prediction.speedup;
  const speedup: Estimate = {
    ...measured,
    confidenceLevel: measured.confidenceLevel,
    method: "sampled",
    observationCount: pairs.length,
  };
  const relativeError = prediction.speedup / measured.center - 1;
  const { isLeast = false } = prediction;
  return {
    speedup,
    pairCount: pairs.length,
    relativeError: isLeast ? Math.max(0, relativeError) : relativeError,
    isWithin: (isLeast || measured.low <= high / base) && measured.high >= low / base,
  };
}
