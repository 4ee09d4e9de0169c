import type { Stage } from "../model/pipeline-profile.ts";
import type { StageThreads, ThreadReport } from "./threads.ts";

/**
 * Watches one running stage. A stage has slots; each slot is starving (it waits for input), in service, or
 * back-pressured (it holds a result, or rests because nobody has pulled). A pipeline without a probe pays one
 * comparison with `undefined` per event.
 */
export interface StageProbe {
  /** From now on this many slots wait for input. */
  starving(slotCount: number): void;
  /** An input, or the end, came from above; from now on this many slots wait for input. */
  took(starvingSlotCount: number): void;
  /** A call begins: a slot enters service. Gives its number, to be handed back. */
  began(): number;
  /** The call came back to the runtime, before any other began; `isPending` when its result is a promise. */
  returned(callIndex: number, isPending: boolean): void;
  /** The promise of a pending call was fulfilled: its slot leaves service. */
  settled(callIndex: number): void;
  /** The next call to be settled ran in another thread, and this is what it cost. */
  ran(report: ThreadReport): void;
  /** The stage's calls run in these threads. */
  threadsOpened(threadCount: number, threads: StageThreads): void;
  /** An output was handed on. */
  emitted(value: unknown): void;
  /**
   * The stage's code begins or goes on to run, within a call or between calls. Only pipelines that run by themselves and are
   * watched say so; see `Turns`.
   */
  tookOver(): void;
  /** The stage's code gives way to another stage, or ends, in the same turn of the event loop. */
  gaveWay(): void;
  /** A pending call waits for an input: its slot leaves service, until it is continued. */
  suspended(callIndex: number): void;
  /** What a suspended call waited for is there. */
  continued(callIndex: number): void;
  /** A pending call came to nothing, such as the one that finds the end: it is not counted. */
  cancelled(callIndex: number): void;
}

/** Watches a running pipeline. */
export interface PipelineProbe {
  /** The watcher of the stage at `index`. */
  stage(index: number, stage: Stage): StageProbe;
  /** A repeated part of the pipeline begins its pass `index`. */
  epochBegan(index: number): void;
  /** Asks stages of a part that runs by itself to wait for their tensors within their calls; only for calibration. */
  readonly readsTensors?: boolean;
}
