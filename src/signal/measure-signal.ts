import { analyzeSpectrum, frameLength, hopLength } from "./analyze-spectrum.ts";
import { clippedSampleCount } from "./clipping.ts";
import { amplitudeStep, describeSignal, gridBits, type MeasuredSignal } from "./describe-signal.ts";
import {
  areChannelsEqual,
  countNonFinite,
  measureLevels,
  silentFrameShare,
  withoutNonFinite,
} from "./level.ts";
import { integratedLoudness } from "./loudness.ts";
import { measureFrames } from "./measure-frames.ts";
import { mixDown } from "./mix-down.ts";
import { quantizationStep } from "./quantization.ts";

/**
 * Measures one recording: the plain twin of the SIMD kernel (`kernel/create-kernel.ts`), which serves where there is no SIMD
 * and by which the kernel is tested.
 *
 * @param channels Samples per channel, all of one length of at least 1; full scale is -1..1.
 * @param sampleRateHertz Frames per second.
 * @param bitDepth Bits of a stored sample for integer PCM and lossless codecs, else null.
 */
export function measureSignal(
  channels: readonly Float32Array[],
  sampleRateHertz: number,
  bitDepth: number | null,
): MeasuredSignal {
  const nonFiniteCount = countNonFinite(channels);
  const finite = nonFiniteCount === 0 ? channels : channels.map(withoutNonFinite);
  const mix = mixDown(finite);
  const step = quantizationStep(finite, gridBits(bitDepth));
  const smallestStep = amplitudeStep(step, bitDepth);
  return describeSignal({
    sampleRateHertz,
    bitDepth,
    sampleCount: finite.reduce((sum, samples) => sum + samples.length, 0),
    levels: measureLevels(finite),
    loudnessLufs: integratedLoudness(finite, sampleRateHertz),
    silentShare: silentFrameShare(finite, frameLength, hopLength),
    ...measureFrames(mix),
    nonFiniteCount,
    isDualMono: areChannelsEqual(finite),
    step,
    clippedCount: finite.reduce((sum, samples) => sum + clippedSampleCount(samples, smallestStep), 0),
    spectrum: analyzeSpectrum(mix, sampleRateHertz),
  });
}
