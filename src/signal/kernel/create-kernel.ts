import type { measureSignal } from "../measure-signal.ts";
import { createAnalyser } from "./clip-analyser.ts";
import { hasSimd } from "./web-assembly.ts";

/** What measures signals on this machine. */
export interface SignalKernel {
  /** `simd`: the WebAssembly kernel; `scalar`: its twin in TypeScript, where WebAssembly has no SIMD. */
  readonly kind: "simd" | "scalar";
  /** As `measureSignal` of `../measure-signal.ts`, up to the rounding of 32-bit spectra. Not reentrant. */
  readonly measureSignal: typeof measureSignal;
}

/** Makes the fastest kernel this machine has, for recordings that are there as a whole; see `createAnalyser`. */
export function createKernel(): SignalKernel {
  const analyser = createAnalyser();
  return {
    kind: hasSimd() ? "simd" : "scalar",
    measureSignal: (channels, sampleRateHertz, bitDepth) => {
      analyser.begin({ channelCount: channels.length, sampleRateHertz, bitDepth });
      analyser.push(channels);
      return analyser.finish().signal;
    },
  };
}
