import type { MeasuredSignal } from "../describe-signal.ts";
import { measureSignal } from "../measure-signal.ts";
import { createKernelMemory } from "./kernel-memory.ts";
import { measureInKernel } from "./measure-in-kernel.ts";
import { hasSimd } from "./web-assembly.ts";

/** What measures signals on this machine. */
export interface SignalKernel {
  /** `simd`: the WebAssembly kernel; `scalar`: its twin in TypeScript, where WebAssembly has no SIMD. */
  readonly kind: "simd" | "scalar";
  /** As `measureSignal` of `../measure-signal.ts`, up to the rounding of 32-bit spectra. Not reentrant. */
  readonly measureSignal: typeof measureSignal;
}

/** Makes the fastest kernel this machine has. Its memory of about 4 MB does not grow with the length of recordings. */
export function createKernel(): SignalKernel {
  if (!hasSimd()) return { kind: "scalar", measureSignal };
  const memory = createKernelMemory();
  return {
    kind: "simd",
    measureSignal: (channels, sampleRateHertz, bitDepth): MeasuredSignal =>
      measureInKernel(memory, { channels, sampleRateHertz, bitDepth }) ??
      measureSignal(channels, sampleRateHertz, bitDepth),
  };
}
