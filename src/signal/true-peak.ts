import { floorToStep } from "./level.ts";

/**
 * The interpolator of ITU-R BS.1770-5, Annex 2: 48 taps in four phases, each over twelve samples. Phases 2 and 3 are
 * phases 1 and 0 backwards.
 */
const firstPhases: readonly (readonly number[])[] = [
  [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
    0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ],
  [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625,
    0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ],
];
const phaseCount = 4;
const tapCount = 12;
const taps = Float64Array.from([
  ...firstPhases[0]!,
  ...firstPhases[1]!,
  ...[...firstPhases[1]!].reverse(),
  ...[...firstPhases[0]!].reverse(),
]);
/** Local maxima this far below the largest sample are not interpolated: 4 dB, where a tone can hide no more than 3. */
export const nearPeakRatio = 10 ** (-4 / 20);

/**
 * Peak of the continuous signal behind the samples: the largest |value| of 4-fold oversampling by BS.1770 Annex 2, or
 * of the samples themselves where that is larger. Interpolated is only about local maxima within 4 dB of
 * `samplePeak`, the largest |sample| of all channels; this limit is rounded down to eight steps an octave.
 */
export function truePeak(channels: readonly Float32Array[], samplePeak: number): number {
  const floor = floorToStep(nearPeakRatio * samplePeak);
  return channels.reduce((peak, samples) => Math.max(peak, channelPeak(samples, floor)), samplePeak);
}

function channelPeak(samples: Float32Array, floor: number): number {
  let peak = 0;
  let previous = 0;
  let magnitude = Math.abs(samples[0] ?? 0);
  for (let index = 0; index < samples.length; index += 1) {
    const next = index + 1 < samples.length ? Math.abs(samples[index + 1]!) : 0;
    if (magnitude >= floor && magnitude >= previous && magnitude > next) {
      peak = Math.max(peak, peakAbout(samples, index));
    }
    previous = magnitude;
    magnitude = next;
  }
  return peak;
}

/** Largest interpolated |value| between the sample before `index` and the one after. */
function peakAbout(samples: Float32Array, index: number): number {
  let peak = 0;
  // With its newest tap at sample n, the filter gives values between samples n - 6 and n - 5.
  for (let newest = index + 5; newest <= index + 6; newest += 1) {
    for (let phase = 0; phase < phaseCount; phase += 1) {
      let value = 0;
      for (let tap = 0; tap < tapCount; tap += 1) {
        value += taps[phase * tapCount + tap]! * (samples[newest - tap] ?? 0);
      }
      peak = Math.max(peak, Math.abs(value));
    }
  }
  return peak;
}

/** The taps as the kernel wants them: the four phases of tap 0, of tap 1, and so on. */
export function peakTapsByTap(): Float64Array {
  return taps.map((_, index) => taps[(index % phaseCount) * tapCount + Math.floor(index / phaseCount)]!);
}
