import { clippedAtRail, neighbourReach } from "../clipping.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import { addressOf, loadWindow, type SampleWindow } from "./sample-windows.ts";

/** One channel of which the extremes and the step are known, so that clipping can be looked for. */
interface ClippingTask {
  readonly samples: Float32Array;
  readonly highest: number;
  readonly lowest: number;
  /** Quantisation step of the content, full scale = 1. */
  readonly step: number;
  /** Whether the first buffer holds the channel's only window already. */
  readonly isLoaded: boolean;
}

/** As `clippedSampleCount`, in the kernel: a second pass, for only now it is known what to look for. */
export function countClipped(
  memory: KernelMemory,
  windows: readonly SampleWindow[],
  { samples, highest, lowest, step, isLoaded }: ClippingTask,
): number {
  if (!(lowest < highest)) return 0;
  const { run, firstBuffer, railResults } = memory;
  run.resetRails(highest, lowest, neighbourReach(step));
  for (const window of windows) {
    if (!isLoaded) {
      loadWindow(memory, firstBuffer, window, samples);
      run.zeroNonFinite(addressOf(window.start, firstBuffer, window), window.end - window.start);
    }
    run.countRails(addressOf(window.start, firstBuffer, window), window.end - window.start);
  }
  const clippedAt = (first: number): number =>
    clippedAtRail({
      railCount: railResults[first]!,
      neighbourCount: railResults[first + 1]!,
      runCount: railResults[first + 2]!,
    });
  return (highest > 0 ? clippedAt(0) : 0) + (lowest < 0 ? clippedAt(3) : 0);
}
