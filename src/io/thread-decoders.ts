import { createDecoderMemory, type DecoderMemory } from "../signal/kernel/decode-memory.ts";

// Each thread has one, made when the first file needs it: what it gives of a file does not depend on those before.
let memory: DecoderMemory | null | undefined;

/** The decoders of this thread, to be used within one turn of the event loop; null where WebAssembly has no SIMD. */
export function threadDecoders(): DecoderMemory | null {
  memory ??= createDecoderMemory();
  return memory;
}
