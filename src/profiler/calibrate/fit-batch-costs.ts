import type { BatchCost } from "../../model/prediction.ts";
import type { Flow } from "../../pipeline/flow.ts";
import type { BatchSpec, StageSpec } from "../../pipeline/stage-spec.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { ProfilerEffects } from "../effects.ts";
import { recordRun } from "../record-run.ts";
import { captureInputs } from "./capture-inputs.ts";

/** Batches of each size that are timed, after one that warms up. */
const batchCount = 7;

/**
 * Times the first batch stage and what is below it, down to a consumer, on batches of half, once and twice the size, and fits the cost
 * of a call as a fixed part and one per element, by least squares. Empty without a batch, or when it cannot be run apart.
 */
export async function fitBatchCosts(
  flow: Flow<unknown>,
  effects: ProfilerEffects,
): Promise<ReadonlyMap<string, BatchCost>> {
  const index = flow.stages.findIndex(({ kind }) => kind === "batch");
  const batch = flow.stages[index] as BatchSpec | undefined;
  if (batch === undefined) return new Map();
  const below = flow.stages.slice(index);
  const consumer = below.findIndex(({ kind }) => ["consume", "repeat", "unbatch", "cache"].includes(kind));
  const part = consumer === -1 ? below : below.slice(0, consumer);
  const sizes = [...new Set([Math.max(1, Math.floor(batch.size / 2)), batch.size, 2 * batch.size])];
  try {
    const { openThreads } = effects;
    const wanted = 2 * batch.size;
    const elements =
      (await captureInputs(flow, { stages: new Set([batch.name]), inputCount: wanted, openThreads })).get(
        batch.name,
      ) ?? [];
    if (elements.length === 0) return new Map();
    const timed: (readonly (number | null)[])[] = [];
    for (const size of sizes)
      timed.push(await timeBatches({ ...flow, stages: part }, elements, { size, effects }));
    return new Map(
      part.flatMap(({ name }, place) =>
        fitted(
          name,
          sizes,
          timed.map((seconds) => seconds[place] ?? null),
        ),
      ),
    );
  } catch {
    // Elements that the run has used up cannot be batched again: no fit is made, and the prediction is refused.
    return new Map();
  }
}

/** Median seconds of a call of each stage on batches of one size; null where it made none. */
async function timeBatches(
  flow: Flow<unknown>,
  elements: readonly unknown[],
  { size, effects }: { readonly size: number; readonly effects: ProfilerEffects },
): Promise<readonly (number | null)[]> {
  const count = size * (batchCount + 1);
  const source: StageSpec = {
    ...{ name: "captured", kind: "source", concurrency: 1 },
    open: () => Array.from({ length: count }, (_, index) => elements[index % elements.length]),
  };
  const stages = flow.stages.map((spec): StageSpec => (spec.kind === "batch" ? { ...spec, size } : spec));
  // Nothing is predicted of this run: what machines cost is not measured again.
  const { measureShipping: _, measureCores: __, measureDiskRate: ___, ...clocks } = effects;
  const record = await recordRun(
    { name: "calibration", parameters: {}, flow: { ...flow, stages: [source, ...stages] } },
    { maxOutputs: null, maxSeconds: null, measuresOverhead: false },
    clocks,
  );
  return stages.map((_, place) => {
    const stage = record.stages[place + 1];
    const calls = stage?.isAsynchronous
      ? stage.holdsSeconds
      : record.slices
          .filter(({ stageIndex }) => stageIndex === place + 1)
          .map(({ startSeconds, endSeconds }) => endSeconds - startSeconds);
    const warm = calls.slice(1);
    return warm.length === 0
      ? null
      : quantile(
          [...warm].sort((a, b) => a - b),
          0.5,
        );
  });
}

function fitted(
  name: string,
  sizes: readonly number[],
  seconds: readonly (number | null)[],
): readonly (readonly [string, BatchCost])[] {
  const points = sizes.flatMap((size, index) =>
    seconds[index] == null ? [] : [{ size, seconds: seconds[index] }],
  );
  if (points.length < 2) return [];
  const meanSize = points.reduce((sum, point) => sum + point.size, 0) / points.length;
  const meanSeconds = points.reduce((sum, point) => sum + point.seconds, 0) / points.length;
  const slope =
    points.reduce((sum, point) => sum + (point.size - meanSize) * (point.seconds - meanSeconds), 0) /
    points.reduce((sum, point) => sum + (point.size - meanSize) ** 2, 0);
  // Neither part can be negative: what is left of one goes to the other.
  const secondsPerElement = Math.min(Math.max(0, slope), meanSeconds / meanSize);
  const fixedSeconds = Math.max(0, meanSeconds - secondsPerElement * meanSize);
  return [[name, { fixedSeconds, secondsPerElement, sizes: points.map(({ size }) => size) }]];
}
