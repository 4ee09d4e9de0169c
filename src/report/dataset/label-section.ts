import type {
  DatasetReport,
  LabelEntry,
  LabelStatistics,
  SeveralLabels,
} from "../../model/dataset-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { legendHtml } from "../components/legend.ts";
import { displayName } from "../display-text.ts";
import { formatCount, formatNumber, formatPlural, formatShare } from "../format-number.ts";
import { type Html, html, nameHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";
import { seriesColors } from "../styles/tokens.ts";

/** Labels that a table shows at most. */
export const labelCap = 40;
/** Pairs of labels that a table shows at most. */
const pairCap = 15;

/** Two labels of one example. */
type LabelPair = SeveralLabels["pairs"][number];

/** Where examples without a split are counted. */
const noSplit = "no split";

/** How examples spread over labels and splits; null without labels. */
export function labelSection({ labels }: Pick<DatasetReport, "labels">): Section | null {
  if (labels.count === 0) return null;
  const splits = splitNames(labels);
  const isDivided = splits.length > 1;
  const caption =
    labels.count > labelCap
      ? `The ${labelCap} largest of ${formatCount(labels.count)} labels; all are in dataset.json.`
      : `All ${formatPlural(labels.count, "label")}, largest first.`;
  const body = html`${balanceHtml(labels)}${isDivided ? splitLegend(splits) : null}
<div class="scroll" tabindex="0" role="region" aria-label="Table: examples per label"><table class="bars">
<caption><strong>${isDivided ? "Examples per label, by split" : "Examples per label"}</strong> ${caption}</caption>
<thead class="unseen"><tr><th scope="col">Label</th><th scope="col">By split</th><th scope="col">Examples</th><th scope="col">Share</th></tr></thead>
<tbody>${rowsHtml(labels.entries.slice(0, labelCap), splits)}
</tbody></table></div>${labels.several === undefined ? null : severalHtml(labels.several)}`;
  return { id: "labels", title: "Labels", body };
}

/** Which labels stand together. */
function severalHtml({
  exampleCount,
  assignmentCount,
  mostPerExample,
  pairCount,
  pairs,
}: SeveralLabels): Html {
  const shown = pairs.slice(0, pairCap);
  const caption =
    pairCount > shown.length
      ? `The ${shown.length} most frequent of ${formatPlural(pairCount, "pair")} of labels that stand together`
      : `All ${formatPlural(pairCount, "pair")} of labels that stand together`;
  return html`<p>${formatPlural(exampleCount, "example has", "examples have")} several labels, ${formatCount(mostPerExample)} at most; all examples together have ${formatCount(assignmentCount)}. Shares add up to more than 100%.</p>
${
  shown.length === 0
    ? null
    : tableHtml(
        caption,
        [
          { title: "Label", cell: ({ a }: LabelPair) => nameHtml(a, 60) },
          { title: "and", cell: ({ b }) => nameHtml(b, 60) },
          { title: "Examples", kind: "number", cell: ({ count }) => formatCount(count) },
        ],
        shown,
      )
}`;
}

function rowsHtml(entries: readonly LabelEntry[], splits: readonly string[]): readonly Html[] {
  const most = entries.reduce((greatest, { count }) => Math.max(greatest, count), 1);
  return entries.map((entry) => {
    const counts = new Map(Object.entries(entry.bySplit)).set(noSplit, restCount(entry));
    const pieces = splits.flatMap((split, index) => {
      const count = counts.get(split) ?? 0;
      return count === 0 ? [] : [pieceHtml(split, index, count, most)];
    });
    return html`
<tr><th scope="row">${nameHtml(entry.label, 60)}</th><td class="track"><span class="stack">${pieces}</span></td><td class="number">${formatCount(entry.count)}</td><td class="number muted">${formatShare(entry.share)}</td></tr>`;
  });
}

function pieceHtml(split: string, index: number, count: number, most: number): Html {
  const width = trusted(((100 * count) / most).toFixed(2));
  return html`<span style="width:${width}%;background:${trusted(splitColor(index))}" title="${displayName(split)}: ${formatCount(count)}"></span>`;
}

/** The splits that bars are divided by, largest first, and then what has none. */
function splitNames(labels: LabelStatistics): readonly string[] {
  const totals = new Map<string, number>();
  for (const [split, count] of labels.entries.flatMap((entry) => Object.entries(entry.bySplit))) {
    totals.set(split, (totals.get(split) ?? 0) + count);
  }
  const names = [...totals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([split]) => split);
  const hasRest = labels.entries.some((entry) => restCount(entry) > 0);
  return [...names, ...(hasRest ? [noSplit] : [])];
}

/** The colour of a split; splits beyond the colours share the last one. */
function splitColor(index: number): string {
  return seriesColors[Math.min(index, seriesColors.length - 1)]!;
}

function restCount({ count, bySplit }: LabelEntry): number {
  return count - Object.values(bySplit).reduce((sum, part) => sum + part, 0);
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

function splitLegend(splits: readonly string[]): Html {
  const colored = splits.length <= seriesColors.length ? splits.length : seriesColors.length - 1;
  const entries = splits.slice(0, colored).map((name, index) => ({ name, color: splitColor(index) }));
  const rest = splits.length - colored;
  return legendHtml(
    rest === 0 ? entries : [...entries, { name: `${rest} more splits`, color: splitColor(colored) }],
  );
}
