import { SoundingsError } from "../model/errors.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { Flow } from "./flow.ts";
import { iterateFlow } from "./run-flow.ts";

/** Marks pipelines across copies of this package (a user's module may load its own). */
const brand: unique symbol = Symbol.for("soundings.pipeline");

/** Builds the flow from the parameters; may be asynchronous, to load a backend first. */
export type BuildFlow<T> = (parameters: Parameters) => Flow<T> | Promise<Flow<T>>;

/** A named flow with parameters. Iterating it runs it, without any profiler. */
export interface Pipeline<T> extends AsyncIterable<T> {
  readonly [brand]: true;
  readonly name: string;
  /** What `build` receives. */
  readonly parameters: Parameters;
  /** The same pipeline with these parameters over its own. */
  with(parameters: Parameters): Pipeline<T>;
  /** Builds the flow from the parameters. Errors of the builder pass through. */
  build(): Promise<Flow<T>>;
}

/**
 * Declares a pipeline.
 *
 * ```ts
 * export default pipeline("urban", (params) =>
 *   audioFolder(String(params["data"])).map("decode", decode, { concurrency: 4 }).batch("batch", 32));
 * ```
 * @param defaults parameters where the caller gives none
 */
export function pipeline<T>(name: string, build: BuildFlow<T>, defaults: Parameters = {}): Pipeline<T> {
  const buildChecked = async (): Promise<Flow<T>> => {
    const flow: unknown = await build(defaults);
    if (!isFlow(flow)) {
      throw new SoundingsError("usage", `pipeline "${name}" builds no flow`, {
        hint: 'return one, such as source("numbers", () => [1, 2, 3]).map("double", (x) => 2 * x)',
      });
    }
    return flow as Flow<T>;
  };
  return {
    [brand]: true,
    name,
    parameters: defaults,
    with: (parameters) => pipeline(name, build, { ...defaults, ...parameters }),
    build: buildChecked,
    async *[Symbol.asyncIterator]() {
      yield* iterateFlow(await buildChecked());
    },
  };
}

/** Whether `value` was made by `pipeline`, by this copy of the package or another. */
export function isPipeline(value: unknown): value is Pipeline<unknown> {
  return typeof value === "object" && value !== null && (value as { [brand]?: unknown })[brand] === true;
}

function isFlow(value: unknown): boolean {
  return typeof value === "object" && value !== null && Array.isArray((value as { stages?: unknown }).stages);
}
