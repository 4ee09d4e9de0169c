import { loudnessHopLength } from "../signal/loudness.ts";
import type { MeasuredExample } from "./measured-example.ts";

/** Why a clip has no value of some kind, for machines to read. */
type MissingReason =
  /** Every sample is 0: it has no level. */
  | "silent"
  /** Shorter than one gating block of ITU-R BS.1770. */
  | "shorter-than-400-ms"
  /** Shorter than one window of EBU Tech 3342. */
  | "shorter-than-3-s"
  /** Every block is at or below -70 LUFS. */
  | "below-gate"
  /** The sampling rate does not reach the K-weighting's corner. */
  | "rate-too-low"
  /** Most of it is silence, or it is shorter than one frame. */
  | "too-little-sound";

/** Tells why a clip that was measured has no value; null for one that was not measured. */
export type ExplainMissing = (item: MeasuredExample) => MissingReason | null;

/** Hops of 100 ms in a gating block, and in a window of the loudness range. */
const hopsPerBlock = 4;
const hopsPerWindow = 30;

/** Why a clip has no integrated loudness. */
export const whyNoLoudness: ExplainMissing = (item) => whyUngated(item, hopsPerBlock, "shorter-than-400-ms");

/** Why a clip has no loudness range. */
export const whyNoLoudnessRange: ExplainMissing = (item) =>
  whyUngated(item, hopsPerWindow, "shorter-than-3-s");

/** Why a clip has no level. */
export const whyNoLevel: ExplainMissing = ({ measurement }) => (measurement?.signal ? "silent" : null);

/** Why a clip has no spectral feature. */
export const whyNoSpectrum: ExplainMissing = ({ measurement }) => {
  if (!measurement?.signal) return null;
  return measurement.signal.peakDecibels === null ? "silent" : "too-little-sound";
};

/** Why a clip has no noise floor. */
export const whyNoNoiseFloor: ExplainMissing = ({ measurement }) =>
  measurement?.provenance ? "too-little-sound" : null;

function whyUngated(
  { measurement }: MeasuredExample,
  hopCount: number,
  tooShort: MissingReason,
): MissingReason | null {
  const { signal, clip } = measurement ?? {};
  if (!signal || !clip) return null;
  const hopLength = loudnessHopLength(clip.sampleRateHertz);
  if (hopLength === null) return "rate-too-low";
  if (clip.frameCount < hopCount * hopLength) return tooShort;
  return signal.peakDecibels === null ? "silent" : "below-gate";
}
