import type { Box } from "./shapes.ts";

/** The units in which every small chart is drawn; on the page it fills its place. */
export const plotBox: Box = { width: 320, height: 100 };

/** How far below the clip's total power a spectrum is drawn, in dB. */
export const spectrumRangeDecibels = 70;

/** Height of a level in dB of the clip's total, 0..1; levels below the range lie on the floor. */
export function spectrumHeight(decibels: number | null): number | null {
  return decibels === null ? null : Math.max(0, Math.min(1, 1 + decibels / spectrumRangeDecibels));
}

/** A level as it stands in a table. */
export function levelText(decibels: number | null): string {
  return decibels === null ? "–" : decibels.toFixed(1).replace("-", "−");
}
