/** Ten times the decadic logarithm of a power ratio; null where it has none (zero, negative, not finite). */
export function powerToDecibels(power: number): number | null {
  return power > 0 && Number.isFinite(power) ? 10 * Math.log10(power) : null;
}
