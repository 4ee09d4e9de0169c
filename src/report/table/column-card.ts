import { isNumeric } from "../../model/column-plan.ts";
import type { ColumnStatistics } from "../../model/column-statistics.ts";
import { badgeHtml } from "../components/badge.ts";
import { barTableHtml } from "../components/bar-table.ts";
import { barShapes, edgeTicks, plotHtml } from "../components/plot.ts";
import { displayName } from "../display-text.ts";
import { formatCount, formatNumber, formatShare } from "../format-number.ts";
import { type Html, type HtmlPart, html, nameHtml } from "../html.ts";
import { columnFormat } from "./column-value.ts";

const valueCap = 8;
const patternCap = 3;
/** Different numbers up to which they are shown one by one. */
const fewNumbers = 8;

/** One column: its values as a chart, and the numbers that describe them. */
export function columnCardHtml(
  column: ColumnStatistics,
  { anchor, rowCount }: { readonly anchor: string; readonly rowCount: number },
): Html {
  const { name, type, reason } = column;
  return html`
<article class="column-card" id="${anchor}"><h3>${nameHtml(name, 60)}${badgeHtml(type, "neutral")}</h3>
${/^none of|^no value/.test(reason) ? null : html`<p class="why">${nameHtml(reason, 160)}</p>`}
${chartHtml(column)}<dl class="facts-list">${factsOf(column, rowCount).map(([term, fact]) => html`<dt>${term}</dt><dd>${fact}</dd>`)}</dl></article>`;
}

function chartHtml(column: ColumnStatistics): Html | null {
  const { name, type, topValues, histogram, distinct } = column;
  const isFew = distinct.method === "exact" && distinct.center <= fewNumbers;
  if (isNumeric(type) && histogram && !isFew) {
    const write = columnFormat(type);
    return plotHtml(barShapes(histogram.counts), {
      title: "Histogram",
      note: "",
      gist: `Histogram of ${displayName(name)}, from ${write(column.min)} to ${write(column.max)}.`,
      ticks: edgeTicks(histogram.edges, write, 3),
    });
  }
  const frequent = topValues
    .filter(({ count }) => count > 1 || topValues.length <= valueCap)
    .slice(0, valueCap);
  if (frequent.length === 0) return null;
  const write = columnFormat(type);
  const rows = frequent.map(({ value, count }) => ({
    name: typeof value === "number" ? write(value) : value,
    count,
  }));
  return barTableHtml(rows, {
    caption: `Most frequent values of ${displayName(name)}`,
    head: "Value",
    marks: "",
  });
}

type Fact = readonly [term: string, fact: HtmlPart];

function factsOf(column: ColumnStatistics, rowCount: number): readonly Fact[] {
  const { count, nullCount, distinct, notFiniteCount } = column;
  const interval =
    distinct.method === "exact" ? "" : ` (${formatCount(distinct.low)} to ${formatCount(distinct.high)})`;
  return [
    ["values", formatCount(count)],
    [
      "missing",
      nullCount === 0 ? "none" : `${formatCount(nullCount)} (${formatShare(nullCount / rowCount)})`,
    ],
    ["different", `${distinct.method === "exact" ? "" : "~"}${formatCount(distinct.center)}${interval}`],
    ...(notFiniteCount === undefined ? [] : [["not finite", formatCount(notFiniteCount)] as const]),
    ...numberFacts(column),
    ...textFacts(column),
  ];
}

function numberFacts({
  type,
  min,
  max,
  mean,
  standardDeviation,
  skewness,
  quantiles,
  quantileBounds,
}: ColumnStatistics): readonly Fact[] {
  if (min === undefined || min === null || !quantiles) return [];
  const write = columnFormat(type);
  const isAbout = quantileBounds === undefined ? "" : "~";
  const isTime = type === "date" || type === "time";
  return [
    ["lowest", write(min)],
    ["highest", write(max)],
    ["median", `${isAbout}${write(quantiles["0.5"])}`],
    ["middle half", `${isAbout}${write(quantiles["0.25"])} to ${write(quantiles["0.75"])}`],
    ...(isTime
      ? []
      : [
          ["mean", write(mean)] as const,
          ["SD", formatNumber(standardDeviation)] as const,
          ["skewness", formatNumber(skewness)] as const,
        ]),
  ];
}

function textFacts({ textLength, patterns, count, topValues, type }: ColumnStatistics): readonly Fact[] {
  if (type !== "text" || textLength === undefined) return [];
  const { min, max, mean } = textLength;
  const seen = (patterns ?? []).slice(0, patternCap);
  const isTelling = seen.length > 0 && seen.some(({ pattern }) => /9/.test(pattern));
  return [
    [
      "length",
      min === max
        ? formatCount(min)
        : `${formatCount(min)} to ${formatCount(max)}, mean ${formatNumber(mean)}`,
    ],
    ...(topValues[0] !== undefined && topValues[0].count > 1
      ? [["top share", formatShare(topValues[0].count / count)] as const]
      : []),
    ...(isTelling
      ? [
          [
            "written as",
            html`${seen.map(({ pattern }, index) => html`${index === 0 ? "" : ", "}<code>${nameHtml(pattern, 30)}</code>`)}`,
          ] as const,
        ]
      : []),
  ];
}
