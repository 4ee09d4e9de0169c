/** What TensorFlow.js counts tensors with; one for all its copies in a process. */
interface TensorEngine {
  startScope(name: string): void;
  endScope(): void;
}

/**
 * Does work, and frees the tensors of TensorFlow.js that were made in it, which nobody else will: in the pipeline a later stage does. Those that were there before
 * stay.
 */
export function freeingTensors<Result>(work: () => Result): Result {
  const { _tfengine: engine } = globalThis as { readonly _tfengine?: TensorEngine };
  if (engine === undefined) return work();
  engine.startScope("calibration");
  try {
    return work();
  } finally {
    engine.endScope();
  }
}
