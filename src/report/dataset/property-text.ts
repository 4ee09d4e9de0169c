import { formatDecibels, formatHertz, formatLufs, formatSamplingRate } from "../format-number.ts";

/** How a property of clips is written for a person. */
export interface PropertyText {
  readonly title: string;
  readonly note: string;
  /** A value or an edge of a bin, in short. */
  readonly write: (value: number) => string;
}

const short = (value: number): string => String(Math.round(1000 * value) / 1000).replace("-", "−");
const shortHertz = (hertz: number): string => (hertz >= 1000 ? `${short(hertz / 1000)}k` : short(hertz));

const texts: Readonly<Record<string, PropertyText>> = {
  rootMeanSquareDecibels: { title: "RMS level", note: "dB of full scale", write: short },
  loudnessLufs: { title: "Loudness", note: "LUFS", write: short },
  peakDecibels: { title: "Peak", note: "dB of full scale", write: short },
  noiseFloorDecibels: { title: "Noise floor", note: "dB of full scale", write: short },
  centroidHertz: { title: "Spectral centroid", note: "Hz", write: shortHertz },
  effectiveBandwidthHertz: { title: "Effective bandwidth", note: "Hz", write: shortHertz },
  sampleRateHertz: { title: "Sampling rate", note: "", write: formatSamplingRate },
  codec: { title: "Codec", note: "", write: String },
  channelCount: { title: "Channels", note: "", write: String },
  effectiveBitDepth: { title: "Bits in use", note: "", write: String },
  bitDepth: { title: "Bits stored", note: "", write: String },
  container: { title: "Container", note: "", write: String },
  durationSeconds: { title: "Duration", note: "s", write: short },
  dcOffset: { title: "DC offset", note: "share of full scale", write: short },
  widthPixels: { title: "Width", note: "pixels", write: String },
  heightPixels: { title: "Height", note: "pixels", write: String },
  aspectRatio: { title: "Aspect ratio", note: "width over height", write: short },
  bytesPerPixel: { title: "Bytes per pixel", note: "size of the file over its pixels", write: short },
  brightness: { title: "Brightness", note: "mean luma", write: short },
  contrast: { title: "Contrast", note: "standard deviation of luma", write: short },
  sharpness: { title: "Sharpness", note: "variance of the Laplacian", write: short },
  format: { title: "Format", note: "", write: String },
  mode: { title: "Pixel mode", note: "", write: String },
  orientation: { title: "EXIF orientation", note: "", write: String },
  bytesPerSecond: { title: "Bytes per second", note: "size of the file over its duration", write: short },
};

/** How the property of this name is written; by its own name where it has no other. */
export function propertyText(name: string): PropertyText {
  return Object.hasOwn(texts, name) ? texts[name]! : { title: name, note: "", write: short };
}

/** What findings of a code observe, with its unit; the bare number where there is none. */
export function writeObserved(code: string, observed: number): string {
  if (code === "clipped") return `${short(100 * observed)}% of samples`;
  if (code === "dc-offset") return `mean ${short(observed)}`;
  if (code === "near-silent-clip") return `peak ${formatDecibels(observed)}`;
  if (code === "true-peak-over-full-scale") return `${formatLufs(observed).replace(" LUFS", "")} dBTP`;
  if (code === "edge-silence" || code === "dropout") return `${short(observed)} s`;
  if (code === "too-short" || code === "shorter-than-analysis-frame") return `${short(observed)} s`;
  if (code === "upsampled" || code === "transcoded") return `nothing above ${formatHertz(observed)}`;
  if (code === "effective-bit-depth") return `${observed} bits in use`;
  if (code.startsWith("over-full-scale")) return `${short(observed)} samples over`;
  return short(observed);
}
