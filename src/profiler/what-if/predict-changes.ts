import type { Estimate } from "../../model/estimate.ts";
import type { Change, ModelFit, Prediction } from "../../model/prediction.ts";
import { seededRandom } from "../../stats/random.ts";
import { studentTQuantile } from "../../stats/student-t.ts";
import { mean, modelLimits, visitsOf } from "../model/model-limits.ts";
import type { ModelledPipeline } from "../model/modelled-pipeline.ts";
import { resampleModel } from "../model/resample-model.ts";
import { simulate } from "../model/simulate.ts";
import { changeModel } from "./change-model.ts";
import { hasCompany, withLessCompany } from "./less-company.ts";
import { bindingOf, effortOf } from "./list-changes.ts";
import { cachePlan } from "./plan-cache.ts";
import type { ChangeFacts } from "./stage-facts.ts";

const confidenceLevel = 0.95;
/** Resampled models: each is simulated with and without the change. */
const resampleCount = 10;
/** What the model leaves out (caches of the processor, the collector, clocks of cores) is taken to move throughput by this ratio. */
const modelSlack = 0.02;
/**
 * What other programs took from the run, as the logarithm of its running share, widens intervals by this part of it: times have been
 * freed of waiting for a core, but threads and waits in other programs' company are not what they are alone.
 */
const companySlack = 0.25;
/**
 * What is left of a run that is many times as fast was little of the run that was measured, and the collector a larger part of it: intervals are
 * wider by this part of the square of the gain's logarithm, 1.4 % at a gain of 2, 17 % at 10.
 */
const restSlack = 0.03;
/** What is left of a run then is less than what the model leaves out: that much is gained at least, and how much more nothing measured can say. */
const largestGain = 1 / modelSlack;
/** Calls that one simulation makes at about; outputs are as many as take these. */
const callsPerSimulation = 6000;
const [fewestOutputs, mostOutputs] = [60, 2000];

/** A run as predictions see it. */
export interface PredictedRun {
  /** The pipeline as it ran: most likely, and with times of which only limits are known at their shortest and longest. */
  readonly likely: ModelledPipeline;
  readonly short: ModelledPipeline;
  readonly long: ModelledPipeline;
  /** The pipeline with what watching it took: what the run itself is held against. */
  readonly watched: ModelledPipeline;
  /** Outputs per second that were measured, less the time the main thread waited for a core. */
  readonly measuredOutputsPerSecond: number;
  /** Examples per second as measured, in wall time. */
  readonly examplesPerSecond: number;
  readonly outputCount: number;
  /** Share of the time it had work that the main thread, or the threads of the stage that waited most, were on a core, 0..1. */
  readonly runningShare: number;
  /** Speed of the slowest core relative to the fastest, 0..1. */
  readonly slowestCoreSpeed: number;
  readonly facts: ChangeFacts;
}

/** Predicts changes of one run, which share the simulations of the run as it was. */
export function openPredictor(run: PredictedRun): {
  readonly fit: ModelFit;
  predict(change: Change): Prediction;
} {
  const simulateAs = (model: ModelledPipeline, seed: number): number =>
    simulate(model, sizeFor(run.likely, seed));
  const random = seededRandom(11);
  const drawn = Array.from({ length: resampleCount }, () => resampleModel(run.likely, random));
  const bases = drawn.map((model, index) => simulateAs(model, index + 2));
  const base = simulateAs(run.likely, 1);
  const ends = [run.short, run.long].filter((model) => model !== run.likely);
  const endBases = ends.map((model) => simulateAs(model, 1));
  const watched = simulateAs(run.watched, 1);
  const fitError = watched / run.measuredOutputsPerSecond - 1;
  return {
    fit: {
      examplesPerSecond: watched * run.facts.examplesPerOutput,
      measuredExamplesPerSecond: run.measuredOutputsPerSecond * run.facts.examplesPerOutput,
      relativeError: fitError,
    },
    predict(change) {
      const after = (model: ModelledPipeline): ModelledPipeline => changeModel(model, change, run.facts);
      const unit = unitOf(after(run.likely)) / unitOf(run.likely);
      const rateAfter = (model: ModelledPipeline, from: number, seed: number): number => {
        const changed = after(model);
        const rate = simulateAs(changed, seed);
        // What batches of another size cost was measured as it is.
        if (change.kind === "batched" || !hasCompany(changed)) return rate;
        const before = { model, secondsPerOutput: 1 / from };
        return simulateAs(withLessCompany(before, { model: changed, secondsPerOutput: 1 / rate }), seed);
      };
      const gain = (model: ModelledPipeline, from: number, seed: number): number =>
        Math.log(
          Math.min(
            largestGain,
            (rateAfter(model, from, seed) / from) * (change.kind === "batched" ? unit : 1),
          ),
        );
      const center = gain(run.likely, base, 1);
      const draws = drawn.map((model, index) => gain(model, bases[index]!, index + 2));
      const atEnds = ends.map((model, index) => gain(model, endBases[index]!, 1));
      return toPrediction(run, change, {
        speedup: isLargest(center) ? largestGain : Math.exp(center),
        ...interval(center, {
          draws,
          atEnds,
          fitError,
          runningShare: run.runningShare,
          slowestCoreSpeed: usesThreads(after(run.likely)) ? run.slowestCoreSpeed : 1,
          isPureGain: removesWork(change),
        }),
      });
    },
  };
}

/** Whether the logarithm of a gain is that of the largest. */
function isLargest(logGain: number): boolean {
  return logGain >= Math.log(largestGain);
}

/** Whether threads are at work beside the main thread, and it matters which of them has which core. */
function usesThreads({ stages }: ModelledPipeline): boolean {
  return stages.some(({ place, poolShare }) => place === "threads" || poolShare !== undefined);
}

/** Whether a change only takes work away: throughput cannot fall. */
function removesWork({ kind }: Change): boolean {
  return kind === "free" || kind === "faster" || kind === "cached";
}

function interval(
  center: number,
  parts: {
    readonly draws: readonly number[];
    readonly atEnds: readonly number[];
    readonly fitError: number;
    readonly runningShare: number;
    readonly slowestCoreSpeed: number;
    readonly isPureGain: boolean;
  },
): { readonly low: number; readonly high: number } {
  const { draws, atEnds, fitError, runningShare, slowestCoreSpeed, isPureGain } = parts;
  const average = mean(draws);
  const spread = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - average) ** 2, 0) / (draws.length - 1));
  const sampling = studentTQuantile((1 + confidenceLevel) / 2, draws.length - 1) * spread;
  // A model that does not repeat its own run is off elsewhere too, in proportion to what it changes, and by no more than it is here.
  const misfit = Math.min(Math.abs(Math.log1p(fitError)), 0.3) * Math.min(1, Math.abs(center) / 0.25);
  const company = -companySlack * Math.log(runningShare);
  const rest = restSlack * center ** 2;
  const placement = -Math.log(slowestCoreSpeed);
  const half = Math.hypot(sampling, misfit, company, rest, placement) + modelSlack;
  const low = Math.exp(Math.min(center, average, ...atEnds) - half);
  return {
    low: isPureGain ? Math.min(Math.exp(center), Math.max(low, 1 - modelSlack)) : low,
    high: Math.exp(Math.max(center, average, ...atEnds) + half),
  };
}

function toPrediction(
  run: PredictedRun,
  change: Change,
  { speedup, low, high }: { readonly speedup: number; readonly low: number; readonly high: number },
): Prediction {
  const estimate: Estimate = {
    center: run.examplesPerSecond * speedup,
    low: run.examplesPerSecond * low,
    high: run.examplesPerSecond * high,
    confidenceLevel,
    method: "bootstrap",
    observationCount: run.outputCount,
  };
  const effort = effortOf(change);
  const changed = changeModel(run.likely, change, run.facts);
  return {
    change,
    examplesPerSecond: estimate,
    speedup,
    ...((leavesOverhead(changed, run.likely) || speedup === largestGain) && { isLeast: true as const }),
    nextBound: bindingOf(changed),
    effort,
    gainPerEffort: (speedup - 1) / effort,
    ...(change.kind === "cached" && { cache: cachePlan(run, change, speedup) }),
  };
}

/**
 * Share of what limits a pipeline from which on the cost of passing elements on decides: with a change that takes away its last wait, which
 * made the event loop turn for each element, and otherwise.
 */
const [muchTurning, muchOverhead] = [0.1, 0.25];

function leavesOverhead(changed: ModelledPipeline, before: ModelledPipeline): boolean {
  const [tightest] = modelLimits(changed);
  const most = waits(before) && !waits(changed) ? muchTurning : muchOverhead;
  return tightest?.resource === "main" && changed.otherSeconds > most * tightest.demandSeconds;
}

function waits({ stages }: ModelledPipeline): boolean {
  return stages.some(({ place }) => place !== "main");
}

function sizeFor(
  model: ModelledPipeline,
  seed: number,
): { readonly outputCount: number; readonly warmUpCount: number; readonly seed: number } {
  const calls = visitsOf(model).reduce((sum, visits) => sum + visits, 0);
  const outputCount = Math.round(
    Math.min(mostOutputs, Math.max(fewestOutputs, callsPerSimulation / Math.max(1, calls))),
  );
  return { outputCount, warmUpCount: Math.ceil(outputCount / 6), seed };
}

/** Examples in one output, up to a factor that no change of a batch's size moves. */
function unitOf({ stages }: ModelledPipeline): number {
  return stages.reduce(
    (unit, { kind, size, outputsPerCall }) =>
      (unit * (kind === "batch" ? size : 1)) / Math.max(1e-9, outputsPerCall),
    1,
  );
}
