import { SoundingsError } from "../model/errors.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import { type ForeignPipeline, isForeignPipeline, observe } from "./adapters/observe.ts";
import type { Flow } from "./flow.ts";
import { iterateFlow, runFlow } from "./run-flow.ts";
import type { OpenThreads } from "./threads.ts";

/** Marks pipelines across copies of this package (a user's module may load its own). */
const brand: unique symbol = Symbol.for("soundings.pipeline");

/**
 * Builds the flow from the parameters; may be asynchronous, to load a backend first. It may also give a pipeline that was not
 * written for us, such as a dataset of tf.data; see `observe`.
 */
export type BuildFlow<T> = (
  parameters: Parameters,
) => Flow<T> | ForeignPipeline | Promise<Flow<T> | ForeignPipeline>;

/** What a pipeline may say of itself. */
export interface PipelineOptions {
  /** The module that exports it: `import.meta.url`. Stages with `worker: true` need it when no profiler loads the module. */
  readonly module?: string | URL;
  /** Opens threads for stages with `worker` when it is iterated. */
  readonly openThreads?: OpenThreads;
}

/** A named flow with parameters. Iterating it runs it, without any profiler. */
export interface Pipeline<T> extends AsyncIterable<T> {
  readonly [brand]: true;
  readonly name: string;
  /** What `build` receives. */
  readonly parameters: Parameters;
  /** The module that exports it, where it says so. */
  readonly module?: string | URL | undefined;
  /** The same pipeline with these parameters over its own. */
  with(parameters: Parameters): Pipeline<T>;
  /** Runs it to its end, for a pipeline that ends in a `consume`; gives the number of its outputs. */
  run(): Promise<number>;
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
export function pipeline<T>(
  name: string,
  build: BuildFlow<T>,
  defaults: Parameters = {},
  options: PipelineOptions = {},
): Pipeline<T> {
  const buildChecked = async (): Promise<Flow<T>> => {
    const built: unknown = await build(defaults);
    const flow = isForeignPipeline(built) ? await observeAgain(built, () => build(defaults)) : built;
    if (!isFlow(flow)) {
      throw new SoundingsError("usage", `pipeline "${name}" builds no flow`, {
        hint: 'return one, such as source("numbers", () => [1, 2, 3]).map("double", (x) => 2 * x)',
      });
    }
    return withOrigin(flow as Flow<T>, { ...options, parameters: defaults });
  };
  return {
    [brand]: true,
    name,
    parameters: defaults,
    module: options.module,
    with: (parameters) => pipeline(name, build, { ...defaults, ...parameters }, options),
    run: async () => runFlow(await buildChecked(), options.openThreads),
    build: buildChecked,
    async *[Symbol.asyncIterator]() {
      yield* iterateFlow(await buildChecked(), options.openThreads);
    },
  };
}

/** The flow, saying where it was declared if that is known. */
export function withOrigin<T>(
  flow: Flow<T>,
  { module, parameters }: { readonly module?: string | URL | undefined; readonly parameters: Parameters },
): Flow<T> {
  return module === undefined ? flow : { ...flow, origin: { module: String(module), parameters } };
}

/** Whether `value` was made by `pipeline`, by this copy of the package or another. */
export function isPipeline(value: unknown): value is Pipeline<unknown> {
  return typeof value === "object" && value !== null && (value as { [brand]?: unknown })[brand] === true;
}

/** Observes what has been built; builds anew only if it has to. */
function observeAgain(built: ForeignPipeline, build: () => unknown): Promise<Flow<unknown>> {
  let isFirst = true;
  return observe(() => {
    const foreign = isFirst ? built : (build() as ForeignPipeline | Promise<ForeignPipeline>);
    isFirst = false;
    return foreign;
  });
}

function isFlow(value: unknown): boolean {
  return typeof value === "object" && value !== null && Array.isArray((value as { stages?: unknown }).stages);
}
