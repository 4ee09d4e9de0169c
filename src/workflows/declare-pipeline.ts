import type { Parameters } from "../model/pipeline-profile.ts";
import {
  type BuildFlow,
  pipeline as declare,
  type Pipeline,
  type PipelineOptions,
} from "../pipeline/pipeline.ts";
import { openThreads } from "./stage-threads.ts";

/**
 * Declares a pipeline that runs on this machine, its threads included.
 *
 * ```ts
 * export default pipeline("urban", (params) =>
 *   audioFolder(String(params["data"]))
 *     .map("decode", decode, { concurrency: 4 })
 *     .map("augment", augment, { concurrency: 4, worker: true })
 *     .batch("batch", 32));
 * ```
 * @param defaults parameters where the caller gives none
 */
export function pipeline<T>(
  name: string,
  build: BuildFlow<T>,
  defaults: Parameters = {},
  options: Pick<PipelineOptions, "module"> = {},
): Pipeline<T> {
  return declare(name, build, defaults, { ...options, openThreads });
}
