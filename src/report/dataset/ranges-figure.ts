import type { Quantiles } from "../../model/distribution.ts";
import { labelCap } from "../charts/label-bars.ts";
import { type LabelQuantiles, labelRanges } from "../charts/label-ranges.ts";
import { figureHtml } from "../components/figure.ts";
import { displayName } from "../display-text.ts";
import type { NumberFormat } from "../format-number.ts";
import type { Html } from "../html.ts";

/** A measure to be shown by label. */
export interface RangedMeasure {
  /** Such as `Duration`. */
  readonly title: string;
  readonly axisTitle: string;
  readonly write: NumberFormat;
  readonly overall: Quantiles | null;
  readonly byLabel: Readonly<Record<string, { readonly quantiles: Quantiles | null }>>;
}

/** The ranges of one measure by label, in the order of `labels`; null where fewer than two labels have any. */
export async function rangesFigure(measure: RangedMeasure, labels: readonly string[]): Promise<Html | null> {
  const byLabel = new Map(Object.entries(measure.byLabel));
  const all = labels.flatMap((label): LabelQuantiles[] => {
    const quantiles = byLabel.get(label)?.quantiles ?? null;
    return quantiles === null ? [] : [{ label, quantiles }];
  });
  if (all.length < 2) return null;
  const shown = all.slice(0, labelCap);
  const chart = labelRanges(shown, {
    axisTitle: measure.axisTitle,
    gist: gist(measure, shown),
    overallMedian: measure.overall?.["0.5"] ?? null,
  });
  const cut = shown.length < all.length ? ` The ${labelCap} largest of ${all.length} labels.` : "";
  return figureHtml(chart, {
    title: `${measure.title} by label`,
    caption: `Tick: median. Bar: middle half. Line: middle 90%. Dashed: median of all clips.${cut}`,
  });
}

function gist(measure: RangedMeasure, rows: readonly LabelQuantiles[]): string {
  const sorted = [...rows].sort((a, b) => a.quantiles["0.5"] - b.quantiles["0.5"]);
  const least = sorted[0]!;
  const most = sorted.at(-1)!;
  const { write } = measure;
  return `${measure.title} by label: medians run from ${write(least.quantiles["0.5"])} (${displayName(least.label)}) to ${write(most.quantiles["0.5"])} (${displayName(most.label)}).`;
}
