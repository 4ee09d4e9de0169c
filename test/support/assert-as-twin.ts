import assert from "node:assert/strict";
import type { MeasuredSignal } from "../../src/signal/describe-signal.ts";
import { assertClose } from "./assert-close.ts";

/** How far the kernel's 32-bit spectra may lie from the twin's 64-bit ones, relative. */
export interface TwinTolerance {
  readonly centroid: number;
  readonly bandwidth: number;
  readonly flatness: number;
  /** Of the norm of the 13 means. */
  readonly mfcc: number;
}

/** For signals whose quietest bin is less than some 120 dB below the loudest: noise, most of all. */
export const noiseTolerance: TwinTolerance = { centroid: 2e-6, bandwidth: 2e-6, flatness: 2e-6, mfcc: 1e-6 };

/**
 * For recordings and tones, of which some bins lie below what 32 bits can tell from rounding (about -140 dB of the frame): these
 * add to the bandwidth and fill up the flatness.
 */
export const recordingTolerance: TwinTolerance = {
  centroid: 1e-5,
  bandwidth: 4e-4,
  flatness: 4e-4,
  mfcc: 1e-5,
};

/** 5e-5 dB as a ratio of powers, minus 1. */
const powerTolerance = 1.15e-5;
/** Power that rounding may leave in a band, as a share of all power: -110 dB. */
const roundingShare = 1e-11;

/**
 * Asserts that the kernel's measurement of a signal is its twin's: counts and what follows from them exactly, sums of samples
 * to rounding of 64 bits, spectra and loudness to that of 32 bits.
 */
export function assertAsTwin(
  kernel: MeasuredSignal,
  twin: MeasuredSignal,
  { tolerance, binHertz }: { readonly tolerance: TwinTolerance; readonly binHertz: number },
): void {
  const exact = ({ peakDecibels, silentShare, clippedShare, ...rest }: MeasuredSignal) => ({
    peakDecibels,
    silentShare,
    clippedShare,
    nonFiniteCount: rest.nonFiniteCount,
    overFullScaleCount: rest.overFullScaleCount,
    effectiveBitDepth: rest.effectiveBitDepth,
    isDualMono: rest.isDualMono,
  });
  assert.deepEqual(exact(kernel), exact(twin));
  assert.deepEqual(Object.keys(kernel), Object.keys(twin));
  assertClose(kernel.dcOffset, twin.dcOffset, { relative: 1e-9, absolute: 1e-14, what: "DC offset" });
  assertClose(kernel.rootMeanSquareDecibels, twin.rootMeanSquareDecibels, { absolute: 1e-10, what: "RMS" });
  assertClose(kernel.loudnessLufs, twin.loudnessLufs, { absolute: 1e-3, what: "loudness" });
  assertClose(kernel.centroidHertz, twin.centroidHertz, { relative: tolerance.centroid, what: "centroid" });
  assertClose(kernel.bandwidthHertz, twin.bandwidthHertz, {
    relative: tolerance.bandwidth,
    what: "bandwidth",
  });
  assertClose(kernel.flatness, twin.flatness, { relative: tolerance.flatness, what: "flatness" });
  assertClose(kernel.rolloff85Hertz, twin.rolloff85Hertz, { absolute: binHertz, what: "rolloff" });
  assertClose(kernel.totalPower, twin.totalPower, { relative: 1e-6, what: "total power" });
  const power = { relative: powerTolerance, absolute: roundingShare * twin.totalPower };
  assertClose(kernel.zeroCrossingRate, twin.zeroCrossingRate, { absolute: 1e-12, what: "zero crossings" });
  assertClose(kernel.frameRootMeanSquare, twin.frameRootMeanSquare, { relative: 1e-9, what: "frames' RMS" });
  // The norm of the coefficients: single ones may be as near to 0 as they like.
  const norm = Math.hypot(...twin.mfccMeans);
  twin.mfccMeans.forEach((expected, order) => {
    assertClose(kernel.mfccMeans[order], expected, {
      absolute: tolerance.mfcc * norm,
      what: `MFCC ${order}`,
    });
  });
  twin.melPowers.forEach((expected, band) => {
    assertClose(kernel.melPowers[band], expected, { ...power, what: `mel band ${band}` });
  });
  twin.bandPowers.forEach((expected, band) => {
    assertClose(kernel.bandPowers[band], expected, { ...power, what: `third-octave band ${band}` });
  });
}
