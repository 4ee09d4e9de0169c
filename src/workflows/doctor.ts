import { measureClockCostSeconds } from "../io/clocks.ts";
import { isInstalled } from "../io/load-module.ts";
import { measureCalibrationSeconds, readEnvironment, readPressure, readSchedule } from "../io/machine.ts";
import { describeTensorBackend } from "../io/tensor-backend.ts";
import { tool } from "../io/tool.ts";
import type { MachineReport } from "../model/machine-report.ts";

/** Packages that are used when they are installed, and for what. */
const optionalPackages = {
  "@tensorflow/tfjs": "tensors in pipelines, on the wasm or plain JavaScript backend",
  "@tensorflow/tfjs-backend-wasm": "tensors on the SIMD backend",
  "danfojs-node": "tables as DataFrames: toDataFrame, fromDataFrame",
} as const;

/** Audio formats with a decoder, as people name them. */
const audioFormats = [
  "WAV (8, 16, 24, 32 bit, float, A-law, mu-law, IMA ADPCM, RF64)",
  "AIFF",
  "AU",
  "CAF",
  "FLAC",
  "MP3",
  "Ogg Vorbis",
  "Opus (Ogg, WebM)",
  "AAC (M4A, ADTS)",
  "ALAC",
  "WavPack",
  "WMA",
] as const;

/** `profile doctor`: what this machine offers. */
export async function examineMachine(): Promise<MachineReport> {
  const { name, version, reason } = await describeTensorBackend();
  return {
    tool,
    environment: readEnvironment(),
    clockCostSeconds: measureClockCostSeconds(),
    calibrationSeconds: measureCalibrationSeconds(),
    hasSchedule: readSchedule() !== null,
    processorPressure: readPressure(),
    tensorBackend: { name, version, reason },
    optionalPackages: Object.entries(optionalPackages).map(([packageName, use]) => ({
      name: packageName,
      isInstalled: isInstalled(packageName),
      use,
    })),
    audioFormats,
  };
}

/** Logical cores of this machine. */
export function coreCount(): number {
  return readEnvironment().logicalCoreCount;
}
