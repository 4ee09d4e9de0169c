import { SoundingsError } from "../../model/errors.ts";
import { type Flow, observedFlow } from "../flow.ts";
import { noteOrigins } from "./dataset-names.ts";
import { flowOfFunctions, observeChain } from "./observe-chain.ts";
import { isDataset, observeDataset, type TensorDataset } from "./observe-dataset.ts";

/**
 * A pipeline that was not written for us: a dataset of tf.data, or a list of what elements pass through in order: something to
 * iterate or a readable stream first, then functions, generator functions, or streams of Node.js or the web.
 */
export type ForeignPipeline = TensorDataset | readonly unknown[];

/** How the stages of a foreign pipeline are called. */
export interface ObserveOptions {
  /** Names in order of stages, those that feed others first; the rest are called after their functions or classes. */
  readonly names?: readonly string[];
}

/**
 * Turns a pipeline that was not written for us into a flow, so that it can be measured as it is and further stages can follow.
 *
 * ```ts
 * export default pipeline("train", async () =>
 *   (await observe(() => tf.data.array(clips).map(decode).batch(32))).consume("step", trainingStep));
 * ```
 * @param build makes it anew; called twice for the first dataset, to learn the names of its functions
 * @throws SoundingsError ("usage") for anything else
 */
export async function observe(
  build: () => ForeignPipeline | Promise<ForeignPipeline>,
  { names = [] }: ObserveOptions = {},
): Promise<Flow<unknown>> {
  const foreign: unknown = await build();
  if (isDataset(foreign)) {
    const dataset = noteOrigins(foreign) ? ((await build()) as TensorDataset) : foreign;
    return observedFlow(await observeDataset(dataset, names));
  }
  if (Array.isArray(foreign) && foreign.length > 0) {
    return flowOfFunctions(foreign, names) ?? observedFlow(observeChain(foreign, names));
  }
  throw new SoundingsError("usage", "this is no pipeline that can be observed", {
    hint: "give a dataset of tf.data, or a list: a source first, then functions, generator functions or streams",
  });
}

/** Whether `value` is a pipeline that `observe` takes. */
export function isForeignPipeline(value: unknown): value is ForeignPipeline {
  return isDataset(value) || (Array.isArray(value) && value.length > 0);
}
