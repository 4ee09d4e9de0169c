import type { DecoderMemory } from "./decode-memory.ts";

/**
 * The samples as 16-bit integers, if all of them are such integers divided by 2^15; else null. -0 becomes 0.
 *
 * @param memory Null where WebAssembly has no SIMD. What it gives is valid until the next call or the next block.
 * @param samples Of one channel of a block: 65,536 at most.
 */
export function narrowSamples(memory: DecoderMemory | null, samples: Float32Array): Int16Array | null {
  if (memory === null) return narrowScalar(samples);
  const { run, buffer, narrowingSource, narrowingTarget } = memory;
  const isInside = samples.buffer === buffer;
  if (!isInside) new Float32Array(buffer, narrowingSource, samples.length).set(samples);
  const source = isInside ? samples.byteOffset : narrowingSource;
  return run.narrow(source, samples.length) ? new Int16Array(buffer, narrowingTarget, samples.length) : null;
}

function narrowScalar(samples: Float32Array): Int16Array | null {
  const values = new Int16Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    const value = samples[index]! * 32768;
    values[index] = value;
    if (values[index] !== value) return null;
  }
  return values;
}
