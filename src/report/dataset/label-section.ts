import type { DatasetReport, LabelStatistics } from "../../model/dataset-statistics.ts";
import { labelBars, labelCap, splitColor, splitNames } from "../charts/label-bars.ts";
import { figureHtml } from "../components/figure.ts";
import { legendHtml } from "../components/legend.ts";
import { formatCount, formatNumber, formatPlural, formatShare } from "../format-number.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "../page.ts";
import { seriesColors } from "../styles/tokens.ts";

/** How examples spread over labels and splits; null without labels. */
export async function labelSection({ labels }: DatasetReport): Promise<Section | null> {
  if (labels.count === 0) return null;
  const splits = splitNames(labels);
  const figure = await figureHtml(labelBars(labels), {
    title: splits.length > 1 ? "Examples per label, by split" : "Examples per label",
    caption:
      labels.count > labelCap
        ? `The ${labelCap} largest of ${formatCount(labels.count)} labels; all are in dataset.json.`
        : `All ${formatPlural(labels.count, "label")}, largest first.`,
    ...(splits.length > 1 ? { legend: splitLegend(splits) } : {}),
  });
  return { id: "labels", title: "Labels", body: html`${balanceHtml(labels)}${figure}` };
}

function balanceHtml({
  entropyBalance,
  effectiveClassCount,
  imbalanceRatio,
  entries,
}: LabelStatistics): Html | null {
  if (entropyBalance === null) return null;
  if (imbalanceRatio === 1)
    return html`<p>Every label has ${formatPlural(entries[0]?.count ?? 0, "example")}.</p>`;
  return html`<p>Balance ${formatShare(entropyBalance)} of the greatest possible entropy: as diverse as ${formatNumber(effectiveClassCount)} equal classes. The largest class has ${formatNumber(imbalanceRatio)} times the examples of the smallest.</p>`;
}

function splitLegend(splits: readonly string[]) {
  const colored = splits.length <= seriesColors.length ? splits.length : seriesColors.length - 1;
  const entries = splits.slice(0, colored).map((name, index) => ({ name, color: splitColor(index) }));
  const rest = splits.length - colored;
  return legendHtml(
    rest === 0 ? entries : [...entries, { name: `${rest} more splits`, color: splitColor(colored) }],
  );
}
