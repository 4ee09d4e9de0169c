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

/** Size of the spectrogram, and the samples of a frame. */
export const pictureShape = { columnCount: 120, rowCount: 48, frameLength: 1024 } as const;

/** The greatest power in each place of a spectrogram, all times the same factor; row by row, the highest frequencies first. */
export type SpectrogramPowers = Float32Array | Float64Array;

/** How the spectrogram of a channel is made. */
export type DrawSpectrogram = (samples: Float32Array) => SpectrogramPowers;

const stretchCount = 150;
const { columnCount, rowCount, frameLength } = pictureShape;
const rangeDecibels = 70;
const levelCount = 16;
/** Least share of the strongest power for each level. */
const thresholds = Float64Array.from({ length: levelCount }, (_, level) =>
  Math.exp((Math.LN10 / 10) * rangeDecibels * (level / levelCount - 1)),
);

/**
 * The outline and the spectrogram of one channel. Each column of the spectrogram is one Hann-windowed frame of 1024 samples from the
 * middle of its stretch; each row the strongest of its bins, rows equally wide from 0 Hz to Nyquist.
 *
 * @param draw How the spectrogram is made; by a plain transform where left out.
 */
export function clipThumbnail(samples: Float32Array, draw: DrawSpectrogram = drawSpectrogram): Thumbnail {
  return {
    envelope: envelopeOf(samples),
    spectrogram: { columnCount, rowCount, levels: levelsOf(draw(samples)) },
  };
}

function envelopeOf(samples: Float32Array): Int8Array {
  const envelope = new Int8Array(2 * stretchCount);
  for (let stretch = 0; stretch < stretchCount; stretch += 1) {
    const first = Math.floor((stretch * samples.length) / stretchCount);
    const end = Math.max(first + 1, Math.floor(((stretch + 1) * samples.length) / stretchCount));
    let [low, high] = [1, -1];
    for (let index = first; index < Math.min(end, samples.length); index += 1) {
      const sample = samples[index]!;
      if (sample < low) low = sample;
      if (sample > high) high = sample;
    }
    envelope[2 * stretch] = toByte(Math.min(low, high));
    envelope[2 * stretch + 1] = toByte(Math.max(low, high));
  }
  return envelope;
}

function toByte(sample: number): number {
  return Math.round(127 * Math.max(-1, Math.min(1, sample)));
}

function levelsOf(powers: SpectrogramPowers): Uint8Array {
  const levels = new Uint8Array(columnCount * rowCount);
  let strongest = 0;
  for (let place = 0; place < powers.length; place += 1) strongest = Math.max(strongest, powers[place]!);
  if (strongest === 0) return levels;
  for (let place = 0; place < powers.length; place += 1) levels[place] = levelOf(powers[place]! / strongest);
  return levels;
}

/** The highest level that a share of the strongest power reaches; halving what is left four times finds it among 16. */
function levelOf(share: number): number {
  let level = 0;
  for (let step = levelCount / 2; step >= 1; step /= 2) if (share >= thresholds[level + step]!) level += step;
  return level;
}

/** First sample of the frame in the middle of a column's stretch; negative where it begins before the clip. */
export function frameStart(sampleCount: number, column: number): number {
  return Math.floor(((column + 0.5) * sampleCount) / columnCount) - frameLength / 2;
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

/** By a transform in 64 bits. */
export const drawSpectrogram: DrawSpectrogram = (samples) => {
  analysis ??= createAnalysis();
  const { transform, window, frame, spectrum, rows } = analysis;
  const powers = new Float64Array(columnCount * rowCount);
  for (let column = 0; column < columnCount; column += 1) {
    const first = frameStart(samples.length, column);
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
};
