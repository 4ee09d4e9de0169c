/** Ten times the decadic logarithm of a power ratio; null where it has none (zero, negative, not finite). */
export function powerToDecibels(power: number): number | null {
  return power > 0 && Number.isFinite(power) ? 10 * Math.log10(power) : null;
}

/** Twenty times the decadic logarithm of an amplitude ratio; null where it has none. */
export function amplitudeToDecibels(amplitude: number): number | null {
  return amplitude > 0 && Number.isFinite(amplitude) ? 20 * Math.log10(amplitude) : null;
}
