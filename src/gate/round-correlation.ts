import { lagOneAutocorrelation } from "../stats/autocorrelation.ts";
import { winsorize } from "../stats/yuen.ts";

/**
 * Correlation of successive rounds, 0..1, pooled over all series: rounds resemble their neighbours because of the state
 * of the machine, which all metrics share, and one series of a dozen rounds says almost nothing of it.
 * Winsorised first, for outliers hide correlation; then freed of most of the bias of short series, -(1 + 4 r) / n to
 * first order (Marriott and Pope 1954). A negative result counts as 0.
 */
export function roundCorrelation(series: readonly (readonly number[])[], trim: number): number {
  const correlations = series.map((values) => {
    const r = lagOneAutocorrelation(winsorize(values, trim));
    return r + (1 + 4 * r) / values.length;
  });
  const sum = correlations.reduce((total, r) => total + r, 0);
  return correlations.length === 0 ? 0 : Math.max(0, sum / correlations.length);
}

/** Correlation of successive processes as it was found on shared machines: 0.2 to 0.4. */
const usualCorrelation = 0.3;
/** Rounds that must be measured to weigh as much as what is usual. */
const usualWeight = 8;

/**
 * The correlation to reckon with: what was measured, drawn towards what is usual. The measured value of a few rounds
 * says almost nothing (its standard deviation is about 1 / sqrt(n), and all metrics of a run share their luck).
 */
export function believedCorrelation(measured: number, roundCount: number): number {
  return (roundCount * measured + usualWeight * usualCorrelation) / (roundCount + usualWeight);
}
