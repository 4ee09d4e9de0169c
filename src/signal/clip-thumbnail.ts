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
  const levels = new Uint8Array(columnCount * rowCount);
  let strongest = 0;
  for (let place = 0; place < powers.length; place += 1) strongest = Math.max(strongest, powers[place]!);
  if (strongest === 0) return levels;
  for (let place = 0; place < powers.length; place += 1) {
    const decibels = 10 * Math.log10(powers[place]! / strongest + 1e-30);
    levels[place] = Math.max(
      0,
      Math.min(levelCount - 1, Math.floor(levelCount * (1 + decibels / rangeDecibels))),
    );
  }
  return levels;
}

/** What all clips are analysed with: tables that take as long to make as a picture, and room for a frame. */
function createAnalysis() {
  const binCount = frameLength / 2;
  return {
    transform: createRealFft(frameLength).transform,
    window: hannWindow(frameLength),
    frame: new Float64Array(frameLength),
    spectrum: new Float64Array(frameLength + 2),
    /** Row of each bin, the highest frequencies first. */
    rows: Uint8Array.from(
      { length: binCount + 1 },
      (_, bin) => rowCount - 1 - Math.floor((Math.max(0, bin - 1) * rowCount) / binCount),
    ),
  };
}

let analysis: ReturnType<typeof createAnalysis> | null = null;

/** The greatest power in each place of the spectrogram, the highest frequencies first. */
function framePowers(samples: Float32Array): Float64Array {
  analysis ??= createAnalysis();
  const { transform, window, frame, spectrum, rows } = analysis;
  const powers = new Float64Array(columnCount * rowCount);
  for (let column = 0; column < columnCount; column += 1) {
    const first = Math.floor(((column + 0.5) * samples.length) / columnCount) - frameLength / 2;
    const begin = Math.max(0, -first);
    const end = Math.min(frameLength, samples.length - first);
    frame.fill(0);
    for (let index = begin; index < end; index += 1) frame[index] = samples[first + index]! * window[index]!;
    transform(frame, spectrum);
    for (let bin = 1; bin < rows.length; bin += 1) {
      const place = rows[bin]! * columnCount + column;
      const power = spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2;
      if (power > powers[place]!) powers[place] = power;
    }
  }
  return powers;
}
