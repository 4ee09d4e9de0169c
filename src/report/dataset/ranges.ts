import type { Quantiles } from "../../model/distribution.ts";
import { rangeTableHtml } from "../components/range-table.ts";
import type { NumberFormat } from "../format-number.ts";
import type { Html } from "../html.ts";
import { labelCap } from "./label-section.ts";

/** A measure to be shown by label. */
export interface RangedMeasure {
  /** Such as `Duration`. */
  readonly title: string;
  readonly write: NumberFormat;
  readonly overall: Quantiles | null;
  readonly byLabel: Readonly<Record<string, { readonly quantiles: Quantiles | null }>>;
}

/** The ranges of one measure by label, in the order of `labels`; null where fewer than two labels have any. */
export function rangesOf(measure: RangedMeasure, labels: readonly string[]): Html | null {
  const byLabel = new Map(Object.entries(measure.byLabel));
  const all = labels.flatMap((name) => {
    const quantiles = byLabel.get(name)?.quantiles ?? null;
    return quantiles === null ? [] : [{ name, quantiles }];
  });
  if (all.length < 2) return null;
  const shown = all.slice(0, labelCap);
  return rangeTableHtml(shown, {
    title: `${measure.title} by label`,
    head: "Label",
    write: measure.write,
    overallMedian: measure.overall?.["0.5"] ?? null,
    cut: shown.length < labels.length ? ` The ${shown.length} largest of ${labels.length} labels.` : "",
  });
}
