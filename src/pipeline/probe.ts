import type { Stage } from "../model/pipeline-profile.ts";

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
  /** A call begins: a slot enters service. Gives the time, to be handed back. */
  began(): number;
  /** The call came back to the runtime; `isPending` when its result is a promise. */
  returned(startedAt: number, isPending: boolean): void;
  /** The promise of a pending call was fulfilled: its slot leaves service. */
  settled(startedAt: number): void;
  /** An output was handed on. */
  emitted(value: unknown): void;
}

/** Watches a running pipeline. */
export interface PipelineProbe {
  /** The watcher of the stage at `index`. */
  stage(index: number, stage: Stage): StageProbe;
  /** A repeated part of the pipeline begins its pass `index`. */
  epochBegan(index: number): void;
}
