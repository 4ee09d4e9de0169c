import type { Pipeline } from "soundings";
import batchedArrays from "./batched-arrays.ts";
import batchedTensors from "./batched-tensors.ts";
import perClip from "./per-clip.ts";
import type { LogMelBatch } from "./recordings.ts";

/** One of the three ways to write the same pipeline. */
export interface Version {
  readonly name: string;
  /** Path of its module, as `profile` takes it. */
  readonly module: string;
  readonly pipeline: Pipeline<LogMelBatch>;
}

/** All three, over the same recordings with the same augmentations. */
export const versions: readonly Version[] = [
  { name: "per-clip", module: "notebooks/urban/per-clip.ts", pipeline: perClip },
  { name: "batched-tensors", module: "notebooks/urban/batched-tensors.ts", pipeline: batchedTensors },
  { name: "batched-arrays", module: "notebooks/urban/batched-arrays.ts", pipeline: batchedArrays },
];
