import { type SumProducts, sumProducts } from "../aligned-correlation.ts";
import type { DecoderMemory } from "./decode-memory.ts";

/** Sums that the kernel makes at once. */
const lagsAtOnce = 8;

/**
 * `sumProducts` in the decoders' memory, where a file would be: the same sums to the last bit, several times as fast. Signals that do not
 * fit into it, or of which one is not finite, are for the plain loop.
 *
 * @param memory Null where WebAssembly has no SIMD.
 */
export function fastProducts(memory: DecoderMemory | null): SumProducts {
  if (memory === null) return sumProducts;
  const { run, buffer, input, inputAddress } = memory;
  const room = new Float32Array(buffer, inputAddress, input.length / 4);
  return (still, moving, { firstShift, count }) => {
    const groupCount = Math.ceil(count / lagsAtOnce);
    const lagCount = lagsAtOnce * groupCount;
    const movingAt = still.length;
    // A multiple of eight bytes.
    const sumsAt = 2 * Math.ceil((movingAt + still.length + lagCount) / 2);
    if (sumsAt + 2 * lagCount > room.length) return sumProducts(still, moving, { firstShift, count });
    room.set(still);
    // The lags rise here and fall there. Where `moving` does not reach, zeros add nothing.
    const begin = firstShift - count + 1;
    room.fill(0, movingAt, sumsAt);
    const [from, to] = [Math.max(0, begin), Math.min(moving.length, begin + still.length + count - 1)];
    if (from < to) room.set(moving.subarray(from, to), movingAt + from - begin);
    run.correlate(inputAddress, still.length, inputAddress + 4 * movingAt, inputAddress + 4 * sumsAt, count);
    const rising = new Float64Array(buffer, inputAddress + 4 * sumsAt, count);
    // Zeros add nothing to what is finite alone.
    return rising.every(Number.isFinite)
      ? rising.slice().reverse()
      : sumProducts(still, moving, { firstShift, count });
  };
}
