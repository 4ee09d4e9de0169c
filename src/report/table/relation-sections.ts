import type { Association, LabelPredictor, Suspect, TableStatistics } from "../../model/column-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, formatNumber, formatShare } from "../format-number.ts";
import { type Html, html, nameHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";

const patternCap = 12;
const gapColumnCap = 24;
const matrixCap = 16;
const pairCap = 15;
const predictorCap = 20;
const suspectCap = 60;

/** Which columns lack values together; null where none lacks any. */
export function gapSection({ gaps, rowCount }: TableStatistics): Section | null {
  const shown = gaps.slice(0, patternCap);
  if (shown.length === 0) return null;
  const counts = new Map<string, number>();
  for (const gap of gaps)
    for (const name of gap.columns) counts.set(name, (counts.get(name) ?? 0) + gap.rowCount);
  const names = [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, gapColumnCap)
    .map(([name]) => name);
  const cut =
    gaps.length > shown.length
      ? ` The ${formatCount(shown.length)} most frequent of ${gaps.length >= 50 ? "many" : formatCount(gaps.length)} patterns.`
      : "";
  const line = (gap: (typeof gaps)[number]): Html =>
    html`
<tr><td class="number">${formatCount(gap.rowCount)}</td><td class="number">${formatShare(gap.rowCount / rowCount)}</td>${names.map((name) => (gap.columns.includes(name) ? html`<td class="missing">missing</td>` : html`<td class="there"></td>`))}</tr>`;
  return {
    id: "missing",
    title: "What is missing together",
    body: html`<div class="scroll" tabindex="0" role="region" aria-label="Table: patterns of missing cells"><table class="matrix">
<caption><span>Each line is one pattern: the rows in which just these columns have no value.${cut}</span></caption>
<thead><tr><th scope="col">Rows</th><th scope="col">Share</th>${names.map((name) => html`<th scope="col">${nameHtml(name, 24)}</th>`)}</tr></thead>
<tbody>${shown.map(line)}
</tbody></table></div>`,
  };
}

const measureNames: Readonly<Record<Association["measure"], string>> = {
  "cramers-v": "Cramer’s V",
  "correlation-ratio": "correlation ratio",
  spearman: "Spearman’s ρ",
};

/** How columns go together; null where no pair does. */
export function associationSection({ associations, look }: TableStatistics): Section | null {
  if (associations.length === 0) return null;
  const names = [...new Set(associations.flatMap(({ a, b }) => [a, b]))].slice(0, matrixCap);
  const byPair = new Map(
    associations.flatMap(
      (one) =>
        [
          [`${one.a}\u0000${one.b}`, one.value],
          [`${one.b}\u0000${one.a}`, one.value],
        ] as const,
    ),
  );
  const cell = (a: string, b: string): Html => {
    const value = byPair.get(`${a}\u0000${b}`);
    if (a === b || value === undefined) return html`<td class="${a === b ? "" : "there"}"></td>`;
    return html`<td class="heat"><i class="${value < 0 ? "minus" : "plus"}" style="opacity:${trusted((0.08 + 0.5 * Math.abs(value)).toFixed(2))}"></i><b>${value.toFixed(2).replace("-", "−")}</b></td>`;
  };
  const rest = look.isWhole ? "" : ` They rest on ${formatCount(look.rowCount)} rows: ${look.choice}.`;
  return {
    id: "associations",
    title: "How columns go together",
    body: html`<p class="muted">Spearman’s ρ between numbers (red: falling), correlation ratio between categories and numbers, bias-corrected Cramer’s V between categories. Weaker than 0.1 is left blank.${rest}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table: associations"><table class="matrix">
<thead><tr><td></td>${names.map((name) => html`<th scope="col">${nameHtml(name, 18)}</th>`)}</tr></thead>
<tbody>${names.map(
      (a) => html`
<tr><th scope="row">${nameHtml(a, 30)}</th>${names.map((b) => cell(a, b))}</tr>`,
    )}
</tbody></table></div>
${tableHtml(
  "The strongest pairs",
  [
    { title: "Columns", cell: ({ a, b }: Association) => html`${nameHtml(a, 40)} and ${nameHtml(b, 40)}` },
    { title: "Measure", cell: ({ measure }) => measureNames[measure] },
    { title: "Strength", kind: "number", cell: ({ value }) => formatNumber(value) },
    { title: "Rows", kind: "number", cell: ({ count }) => formatCount(count) },
  ],
  associations.slice(0, pairCap),
)}`,
  };
}

/** Which columns tell the label; null without a label. */
export function predictorSection({ labelPredictors }: TableStatistics, label: string | null): Section | null {
  const shown = labelPredictors.slice(0, predictorCap);
  const [first] = shown;
  if (first === undefined || label === null) return null;
  const share = ({ balancedAccuracy }: LabelPredictor): Html => trusted((100 * balancedAccuracy).toFixed(1));
  return {
    id: "predictors",
    title: "What tells the label",
    body: html`<p class="muted">How well one column alone tells <bdi>${label}</bdi> in rows held out (5 parts): the mean over labels of the share told rightly. The mark is chance, ${formatShare(first.chance)}. A column near 100% may not be known when a model is used.</p>
<table class="bars"><thead class="unseen"><tr><th scope="col">Column</th><th scope="col">Balanced accuracy</th><th scope="col">Share</th></tr></thead>
<tbody>${shown.map(
      (one) => html`
<tr><th scope="row">${nameHtml(one.column, 36)}</th><td class="track"><span class="fill" style="width:${share(one)}%"></span><span class="chance" style="left:${trusted((100 * one.chance).toFixed(1))}%"></span></td><td class="number">${formatShare(one.balancedAccuracy)}</td></tr>`,
    )}
</tbody></table>`,
  };
}

const reasons: Readonly<Record<Suspect["why"], string>> = {
  "rare-spelling": "rare spelling",
  "unlike-others": "written unlike the others",
  "against-dependency": "other columns say otherwise",
};

/** Cells that look wrong; null where none does. */
export function suspectSection({ suspects }: TableStatistics): Section | null {
  if (suspects.length === 0) return null;
  const cells = suspects.reduce((sum, { count }) => sum + count, 0);
  const cut =
    suspects.length > suspectCap
      ? ` The first ${formatCount(suspectCap)} of ${formatCount(suspects.length)} values.`
      : "";
  return {
    id: "suspects",
    title: "Cells to check",
    body: tableHtml(
      `${formatCount(cells)} cells look wrong.${cut} Rows are counted from 1, without the head.`,
      [
        { title: "Column", cell: ({ column }: Suspect) => nameHtml(column, 40) },
        { title: "Value", cell: ({ value }) => nameHtml(value, 60) },
        {
          title: "Usual",
          cell: ({ usual }) => (usual === null ? html`<span class="muted">–</span>` : nameHtml(usual, 60)),
        },
        { title: "Why", cell: ({ why }) => reasons[why] },
        { title: "Cells", kind: "number", cell: ({ count }) => formatCount(count) },
        {
          title: "Rows",
          cell: ({ rows, count }) =>
            rows.length === 0 ? "" : `${rows.slice(0, 5).join(", ")}${count > 5 ? ", …" : ""}`,
        },
      ],
      suspects.slice(0, suspectCap),
    ),
  };
}
