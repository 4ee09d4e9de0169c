import { frameLength } from "../analyze-spectrum.ts";
import { brightFrameLength } from "../brightest-spectrum.ts";
import { loudnessHopLength } from "../loudness.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** How the kernel's memory is divided for a recording. */
export interface WindowLayout {
  /** Address of each channel's first new sample. */
  readonly channels: readonly number[];
  /** Address of the mix's first new sample: the channel's own where there is one. */
  readonly mix: number;
  /** Samples before these, of the windows before; zeros where the recording has not begun. */
  readonly historyLength: number;
  /** Samples of a window: all but the last are full. A multiple of every frame's length. */
  readonly windowLength: number;
}

/** The stretch of a recording that is in the kernel's memory. */
export interface ClipWindow extends WindowLayout {
  /** First frame (instant) that is new, and how many are. */
  readonly start: number;
  readonly count: number;
  /** Whether the recording ends with it; the buffers then go on with zeros. */
  readonly isLast: boolean;
}

/**
 * Divides the memory. History holds what straddles windows: an analysis frame, and of the loudness the 100 ms that have begun
 * and the 100 ms before these, which warm up its filters. Null where too little room is left: of more than about 30 channels, or
 * rates and channels that together come to some megahertz.
 */
export function layoutWindows(
  { capacity, paddingLength, firstBuffer, mixBuffer }: KernelMemory,
  channelCount: number,
  sampleRateHertz: number,
): WindowLayout | null {
  const historyLength =
    64 * Math.ceil(Math.max(frameLength, 2 * (loudnessHopLength(sampleRateHertz) ?? 0)) / 64);
  const share = 64 * Math.floor((2 * (capacity + paddingLength)) / Math.max(2, channelCount) / 64);
  const unit = Math.max(frameLength, brightFrameLength(sampleRateHertz));
  const windowLength = unit * Math.floor((share - paddingLength - historyLength) / unit);
  if (channelCount === 0 || windowLength <= 0) return null;
  const channels = Array.from(
    { length: channelCount },
    (_, index) => firstBuffer + 4 * (index * share + historyLength),
  );
  const mix = channelCount === 1 ? channels[0]! : mixBuffer + 4 * historyLength;
  return { channels, mix, historyLength, windowLength };
}
