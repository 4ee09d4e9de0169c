import { SoundingsError } from "../model/errors.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { Transfer, WorkerOptions } from "./worker-options.ts";

/** Where the threads find a stage's function. */
export type FunctionPlace =
  | { readonly kind: "export"; readonly module: string; readonly exportName: string }
  | {
      readonly kind: "stage";
      readonly module: string;
      readonly parameters: Parameters;
      readonly stageIndex: number;
    };

/** Threads to be opened for one stage; plain data. */
export interface ThreadRequest {
  readonly stageName: string;
  readonly threadCount: number;
  readonly transfer: Transfer;
  readonly place: FunctionPlace;
  /** Shared memory of one number: further work per second of a call's own that a thread adds, by spinning. Absent adds none. */
  readonly extraWork?: Float64Array;
}

/** What is needed of a stage to find its function from another thread. */
export interface ThreadedStage {
  readonly name: string;
  readonly concurrency: number;
  readonly fn: unknown;
  readonly worker: WorkerOptions | null;
}

/** What one call in a thread cost; times in seconds. */
export interface ThreadReport {
  /** Time inside the function. */
  readonly busySeconds: number;
  /** Serialising, copying, deserialising, on both sides. */
  readonly shipSeconds: number;
  /** The part of `shipSeconds` that the main thread spent after the call had returned. */
  readonly receiveSeconds: number;
  /** The part of `shipSeconds` that the main thread spent within the call. */
  readonly sendSeconds: number;
  /** From the moment the thread had posted its result until the main thread looked. */
  readonly unseenSeconds: number;
  readonly shippedByteCount: number;
  readonly usedByteCount: number;
}

/** What the threads of a stage have used so far, in seconds, summed; null where the system does not say. */
export interface ThreadsUse {
  readonly startSeconds: number;
  readonly cpuSeconds: number | null;
  readonly runQueueSeconds: number | null;
  readonly gcSeconds: number;
}

/** The threads of one stage. */
export interface StageThreads {
  /** Runs the function in a thread; `onReport` hears of its cost right before the promise is settled. */
  call(input: unknown, index: number, onReport: (report: ThreadReport) => void): Promise<unknown>;
  use(): ThreadsUse;
  /** Ends the threads; calls under way are given up. Idempotent. */
  close(): Promise<void>;
}

/** Opens threads; `io` knows how. */
export type OpenThreads = (request: ThreadRequest) => StageThreads;

/** Where a flow was declared, so that another thread can build it anew. */
export interface FlowOrigin {
  /** Path or URL of the module that exports the pipeline. */
  readonly module: string;
  readonly parameters: Parameters;
}

/**
 * What has to be known to open the threads of a stage.
 * @throws SoundingsError ("usage") when its function cannot be found again from another thread
 */
export function threadRequest(
  spec: ThreadedStage,
  stageIndex: number,
  origin: FlowOrigin | undefined,
): ThreadRequest {
  const { threadCount = spec.concurrency, transfer = "none" } = spec.worker ?? {};
  return { stageName: spec.name, threadCount, transfer, place: placeOf(spec, stageIndex, origin) };
}

function placeOf(spec: ThreadedStage, stageIndex: number, origin: FlowOrigin | undefined): FunctionPlace {
  const { module, exportName = (spec.fn as { name?: string }).name } = spec.worker ?? {};
  if (module !== undefined) return { kind: "export", module: String(module), exportName: exportName ?? "" };
  if (origin !== undefined) return { kind: "stage", ...origin, stageIndex };
  throw new SoundingsError(
    "usage",
    `the function of stage "${spec.name}" cannot be found from another thread: nothing says in which module it is`,
    {
      hint: `say where the pipeline is: pipeline("name", build, {}, { module: import.meta.url }), or where the function is: { worker: { module: new URL("./${spec.name}.ts", import.meta.url) } }`,
    },
  );
}
