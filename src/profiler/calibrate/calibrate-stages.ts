import type { BatchCost, StageCalibration } from "../../model/prediction.ts";
import type { Flow } from "../../pipeline/flow.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { ProfilerEffects } from "../effects.ts";
import type { RunRecord } from "../run-record.ts";
import { captureInputs } from "./capture-inputs.ts";
import { fitBatchCosts } from "./fit-batch-costs.ts";
import { timeCalls } from "./time-calls.ts";

/** What calibration has found out. */
export interface Calibrated {
  readonly calibrations: readonly StageCalibration[];
  /** Times of calls alone, by stage, in seconds. */
  readonly aloneSeconds: ReadonlyMap<string, readonly number[]>;
  readonly batchCosts: ReadonlyMap<string, BatchCost>;
}

/** Inputs on which a stage is timed alone. */
const inputCount = 48;

/**
 * Times stages in isolation, after a run, on inputs captured from the pipeline itself: those that wait, one call at a time on an idle
 * event loop and then as many at once as they have slots; and what is below a batch, at several sizes.
 */
export async function calibrateStages(
  flow: Flow<unknown>,
  record: RunRecord,
  effects: ProfilerEffects,
): Promise<Calibrated> {
  const waiting = flow.stages.filter((spec): spec is TransformSpec => {
    const known = record.stages.find(({ name }) => name === spec.name);
    const isCallable = spec.kind === "map" || spec.kind === "filter";
    return isCallable && known?.isAsynchronous === true && known.worker === undefined;
  });
  const batchCosts = await fitBatchCosts(flow, effects);
  const names = new Set(waiting.map(({ name }) => name));
  const { openThreads } = effects;
  const captured =
    names.size === 0
      ? new Map<string, readonly unknown[]>()
      : await captureInputs(flow, { stages: names, inputCount, openThreads });
  const calibrations: StageCalibration[] = [];
  const aloneSeconds = new Map<string, readonly number[]>();
  for (const spec of waiting) {
    const inputs = captured.get(spec.name) ?? [];
    const alone = await timeCalls(spec, inputs, { slotCount: 1, now: effects.now });
    if (alone.length === 0) continue;
    const crowded =
      spec.concurrency > 1
        ? await timeCalls(spec, inputs, { slotCount: spec.concurrency, now: effects.now })
        : [];
    // Calls that share a disk or a pool of threads take longer together: in the pipeline they are together.
    aloneSeconds.set(spec.name, crowded.length > 0 ? crowded : alone);
    calibrations.push({
      stage: spec.name,
      callCount: alone.length + crowded.length,
      serviceSeconds: median(alone),
      crowdedSeconds: crowded.length > 0 ? median(crowded) : null,
    });
  }
  return { calibrations: [...calibrations, ...ofBatches(batchCosts)], aloneSeconds, batchCosts };
}

function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

function ofBatches(batchCosts: ReadonlyMap<string, BatchCost>): readonly StageCalibration[] {
  return [...batchCosts].map(([stage, batchCost]) => ({
    stage,
    callCount: batchCost.sizes.length,
    serviceSeconds: batchCost.fixedSeconds + (batchCost.sizes[0] ?? 1) * batchCost.secondsPerElement,
    crowdedSeconds: null,
    batchCost,
  }));
}
