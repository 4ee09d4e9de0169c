import { createRealFft } from "./fft.ts";
import { hannWindow } from "./window.ts";

/** A picture of a clip in a few kilobytes. */
export interface Thumbnail {
  /** Least and greatest sample of equal stretches, as pairs of -127..127 of full scale. */
  readonly envelope: Int8Array;
  /** Levels 0 (70 dB and more below the strongest) to 15, row by row from the highest frequency down. */
  readonly spectrogram: {
    readonly columnCount: number;
    readonly rowCount: number;
    readonly levels: Uint8Array;
  };
}

const stretchCount = 150;
const columnCount = 120;
const rowCount = 48;
const frameLength = 1024;
const rangeDecibels = 70;
const levelCount = 16;

/**
 * The outline and the spectrogram of one channel. Each column of the spectrogram is one Hann-windowed frame of 1024 samples from the
 * middle of its stretch; each row the strongest of its bins, rows equally wide from 0 Hz to Nyquist.
 */
export function clipThumbnail(samples: Float32Array): Thumbnail {
  return {
    envelope: envelopeOf(samples),
    spectrogram: { columnCount, rowCount, levels: levelsOf(samples) },
  };
}

function envelopeOf(samples: Float32Array): Int8Array {
  const envelope = new Int8Array(2 * stretchCount);
  for (let stretch = 0; stretch < stretchCount; stretch += 1) {
    const first = Math.floor((stretch * samples.length) / stretchCount);
    const end = Math.max(first + 1, Math.floor(((stretch + 1) * samples.length) / stretchCount));
    let [low, high] = [1, -1];
    for (let index = first; index < Math.min(end, samples.length); index += 1) {
      low = Math.min(low, samples[index]!);
      high = Math.max(high, samples[index]!);
    }
    envelope[2 * stretch] = toByte(Math.min(low, high));
    envelope[2 * stretch + 1] = toByte(Math.max(low, high));
  }
  return envelope;
}

function toByte(sample: number): number {
  return Math.round(127 * Math.max(-1, Math.min(1, sample)));
}

function levelsOf(samples: Float32Array): Uint8Array {
  const powers = framePowers(samples);
  const strongest = powers.reduce((most, power) => Math.max(most, power), 0);
  if (strongest === 0) return new Uint8Array(columnCount * rowCount);
  return Uint8Array.from(powers, (power) => {
    const decibels = 10 * Math.log10(power / strongest + 1e-30);
    return Math.max(0, Math.min(levelCount - 1, Math.floor(levelCount * (1 + decibels / rangeDecibels))));
  });
}

/** The greatest power in each place of the spectrogram, the highest frequencies first. */
function framePowers(samples: Float32Array): Float64Array {
  const { transform } = createRealFft(frameLength);
  const window = hannWindow(frameLength);
  const frame = new Float64Array(frameLength);
  const spectrum = new Float64Array(frameLength + 2);
  const powers = new Float64Array(columnCount * rowCount);
  const binCount = frameLength / 2;
  for (let column = 0; column < columnCount; column += 1) {
    const middle = Math.floor(((column + 0.5) * samples.length) / columnCount);
    for (let index = 0; index < frameLength; index += 1) {
      frame[index] = (samples[middle - frameLength / 2 + index] ?? 0) * window[index]!;
    }
    transform(frame, spectrum);
    for (let bin = 1; bin <= binCount; bin += 1) {
      const row = rowCount - 1 - Math.floor(((bin - 1) * rowCount) / binCount);
      const place = row * columnCount + column;
      powers[place] = Math.max(powers[place]!, spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2);
    }
  }
  return powers;
}
