import { frameLength, hopLength } from "../analyze-spectrum.ts";
import { loudnessHopLength } from "../loudness.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** A stretch of a recording that fits into the kernel's memory. */
export interface SampleWindow {
  /** First sample that is new: a multiple of 512. What lies before it is there as history. */
  readonly start: number;
  readonly end: number;
  /** Samples before `start` that each buffer holds; zeros where the recording has not begun. */
  readonly historyLength: number;
  /** Whether the recording ends with this window; its buffers then go on with a frame of zeros. */
  readonly isLast: boolean;
}

/**
 * The windows of a recording. Their history holds what straddles them: an analysis frame, and of the loudness the
 * 100 ms that have begun and the 100 ms before these, which warm up its filters. Null for sampling rates so high that
 * history would leave no room.
 */
export function sampleWindows(
  length: number,
  sampleRateHertz: number,
  capacity: number,
): readonly SampleWindow[] | null {
  const loudnessHop = loudnessHopLength(sampleRateHertz) ?? 0;
  const historyLength = 4 * Math.ceil(Math.max(frameLength, 2 * loudnessHop) / 4);
  const step = hopLength * Math.floor((capacity - historyLength) / hopLength);
  if (step < frameLength) return null;
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => {
    const end = Math.min(length, (index + 1) * step);
    return { start: index * step, end, historyLength, isLast: end === length };
  });
}

/** Byte address of a sample of the recording in a buffer that holds `window`. */
export function addressOf(sample: number, buffer: number, { start, historyLength }: SampleWindow): number {
  return buffer + 4 * (historyLength + sample - start);
}

/** Copies what a window holds of one channel into a buffer. */
export function loadWindow(
  { samples, run }: KernelMemory,
  buffer: number,
  window: SampleWindow,
  channel: Float32Array,
): void {
  const { start, end, historyLength, isLast } = window;
  const from = Math.max(0, start - historyLength);
  const target = addressOf(from, buffer, window);
  if (start === 0) samples.fill(0, buffer / 4, target / 4);
  samples.set(channel.subarray(from, end), target / 4);
  if (isLast) {
    const tail = addressOf(end, buffer, window) / 4;
    samples.fill(0, tail, tail + frameLength);
  }
  // The new samples are seen to when their levels are measured.
  run.zeroNonFinite(target, start - from);
}
