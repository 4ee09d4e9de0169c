import { addWindow, beginTally, type ClipTally, finishTally, slideWindow } from "./analyse-in-kernel.ts";
import type { ClipAnalyser, ClipFormat } from "./clip-format.ts";
import { layoutWindows, type WindowLayout } from "./clip-window.ts";
import { createKernelMemory, type KernelMemory } from "./kernel-memory.ts";
import { createScalarAnalyser } from "./scalar-analyser.ts";
import { hasSimd } from "./web-assembly.ts";

export type { ClipAnalyser, ClipAnalysis } from "./clip-format.ts";

/**
 * Makes the fastest analyser this machine has, with its own memory of about 10 MB; one per thread is enough. Without SIMD, and for
 * recordings of so many channels or so high a rate that the kernel has no room for them, the scalar twin gathers all samples.
 */
export function createAnalyser(): ClipAnalyser {
  const scalar = createScalarAnalyser();
  return hasSimd() ? createKernelAnalyser(createKernelMemory(), scalar) : scalar;
}

/** A recording in the kernel. */
interface Progress {
  readonly layout: WindowLayout;
  readonly tally: ClipTally;
  /** First frame of the window, and how much of the window is there. */
  start: number;
  filled: number;
}

function createKernelAnalyser(memory: KernelMemory, scalar: ClipAnalyser): ClipAnalyser {
  let progress: Progress | null = null;
  return {
    begin: (format) => {
      scalar.begin(format);
      progress = beginInKernel(memory, format);
    },
    push: (channels) => {
      if (progress === null) scalar.push(channels);
      else pushToKernel(progress, memory, channels);
    },
    finish: () => {
      if (progress === null || progress.filled === 0) return scalar.finish();
      const window = { ...progress.layout, start: progress.start, count: progress.filled, isLast: true };
      padWindow(memory, window.channels, window.count);
      addWindow(progress.tally, memory, window);
      return finishTally(progress.tally, memory, window);
    },
  };
}

function beginInKernel(memory: KernelMemory, format: ClipFormat): Progress | null {
  const layout = layoutWindows(memory, format.channelCount, format.sampleRateHertz);
  if (layout === null) return null;
  const { historyLength, mix } = layout;
  for (const address of layout.channels) memory.samples.fill(0, address / 4 - historyLength, address / 4);
  if (format.channelCount > 1) memory.samples.fill(0, mix / 4 - historyLength, mix / 4);
  return { layout, tally: beginTally(memory, format), start: 0, filled: 0 };
}

function pushToKernel(progress: Progress, memory: KernelMemory, channels: readonly Float32Array[]): void {
  const { layout, tally } = progress;
  const length = channels[0]?.length ?? 0;
  for (let taken = 0; taken < length; ) {
    // A full window waits for the sample after it, for only then it is known not to be the last.
    if (progress.filled === layout.windowLength) {
      addWindow(tally, memory, { ...layout, start: progress.start, count: progress.filled, isLast: false });
      slideWindow(memory, layout);
      progress.start += progress.filled;
      progress.filled = 0;
    }
    const count = Math.min(length - taken, layout.windowLength - progress.filled);
    layout.channels.forEach((address, index) => {
      const samples = channels[index]!;
      const part = count === samples.length ? samples : samples.subarray(taken, taken + count);
      memory.samples.set(part, address / 4 + progress.filled);
    });
    progress.filled += count;
    taken += count;
  }
}

/** Zeros after the last samples, for frames that are not full and vectors that reach beyond. */
function padWindow(
  { samples, paddingLength }: KernelMemory,
  channels: readonly number[],
  count: number,
): void {
  const padding = channels.length === 1 ? paddingLength : 64;
  for (const address of channels) samples.fill(0, address / 4 + count, address / 4 + count + padding);
}
