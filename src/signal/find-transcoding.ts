import { highest, quantile, smoothed } from "./bins.ts";
import type { MeanSpectrum } from "./brightest-spectrum.ts";

/** Where encoders cut, by the upper end of each class, in Hertz: LAME's table, and what Vorbis and AAC do near 16 kHz. */
const classes: readonly { readonly upToHertz: number; readonly codec: string }[] = [
  { upToHertz: 10_500, codec: "" },
  { upToHertz: 11_500, codec: "MP3 at about 64 kbit/s" },
  { upToHertz: 14_600, codec: "" },
  { upToHertz: 15_350, codec: "MP3 at about 96 kbit/s" },
  { upToHertz: 15_850, codec: "MP3 at about 112 kbit/s" },
  { upToHertz: 16_050, codec: "Vorbis, AAC or MP3 at up to 128 kbit/s, or upsampled from 32 kHz" },
  { upToHertz: 16_650, codec: "Vorbis, AAC or MP3 at up to 128 kbit/s" },
  { upToHertz: 17_250, codec: "MP3 at about 128 kbit/s" },
  { upToHertz: 18_050, codec: "MP3 at about 160 kbit/s" },
  { upToHertz: 19_050, codec: "MP3 at about 192 kbit/s" },
  { upToHertz: 19_550, codec: "MP3 at about 224 kbit/s" },
  { upToHertz: 19_950, codec: "MP3 at about 256 kbit/s" },
  { upToHertz: 20_500, codec: "MP3 at about 320 kbit/s" },
];
/** The lowest rate at which these cuts are below the Nyquist frequency by more than a converter's filter. */
const lowestRateHertz = 32_000;
const highestShare = 0.93;
const leastDepthDecibels = 20;
const fallHertz = 500;
const soundMarginDecibels = 10;
/** The cut is where the level has fallen this far. */
const cutDecibels = 15;

/** A cliff where encoders cut. */
export interface Transcoding {
  readonly edgeHertz: number;
  readonly depthDecibels: number;
  /** Likely codec and bit rate before. */
  readonly codec: string;
}

/**
 * Looks for the low-pass of a lossy encoder: the steepest fall of at least 20 dB within 500 Hz between 10 kHz and
 * 93 % of the Nyquist frequency, with sound under it and nothing above that comes within 20 dB of it. Null where there
 * is none, or where no usual encoder cuts there.
 */
export function findTranscoding({ binHertz, decibels }: MeanSpectrum): Transcoding | null {
  const lastBin = decibels.length - 1;
  if (2 * lastBin * binHertz < lowestRateHertz) return null;
  const fallBins = Math.round(fallHertz / binHertz);
  const level = smoothed(smoothed(decibels));
  const first = Math.round(10_000 / binHertz);
  const end = Math.floor(highestShare * lastBin) - fallBins;
  const { steepest, fall } = steepestFall(level, { first, end, fallBins });
  if (fall < leastDepthDecibels) return null;
  const floor = highest(level.subarray(steepest + fallBins, Math.floor(0.985 * lastBin)));
  const under = decibels.subarray(Math.round(0.85 * steepest), steepest);
  const depthDecibels = quantile(under, 0.5) - floor;
  if (depthDecibels < leastDepthDecibels) return null;
  if (quantile(under, 0.1) < floor + soundMarginDecibels) return null;
  let edge = steepest;
  while (level[edge]! > level[steepest]! - cutDecibels) edge += 1;
  const edgeHertz = edge * binHertz;
  const codec = classes.find(({ upToHertz }) => edgeHertz <= upToHertz)?.codec ?? "";
  return codec === "" ? null : { edgeHertz, depthDecibels, codec };
}

/** The bin from `first` up to `end` from which the level falls most within `fallBins`, and by how much. */
function steepestFall(
  level: Float64Array,
  { first, end, fallBins }: { readonly first: number; readonly end: number; readonly fallBins: number },
): { readonly steepest: number; readonly fall: number } {
  let steepest = first;
  let most = level[first]! - level[first + fallBins]!;
  for (let bin = first; bin < end; bin += 1) {
    const fall = level[bin]! - level[bin + fallBins]!;
    if (fall <= most) continue;
    steepest = bin;
    most = fall;
  }
  return { steepest, fall: most };
}
