import type { ClipCube, CubeProperty } from "../../model/clip-cube.ts";
import { everything, type PageCube, totalsOf } from "../browser/page-cube.ts";
import { levelText, plotBox, spectrumHeight, spectrumRangeDecibels } from "../browser/plot-box.ts";
import { linePath } from "../browser/shapes.ts";
import { barTableHtml } from "../components/bar-table.ts";
import { legendHtml } from "../components/legend.ts";
import { barShapes, edgeTicks, plotHtml } from "../components/plot.ts";
import { formatCount, formatHertz, formatPlural } from "../format-number.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "../page.ts";
import { bandTicks } from "./class-section.ts";
import { categoryNames } from "./page-cube.ts";
import { propertyText } from "./property-text.ts";

/** Charts of all clips that a choice of label, split and duration filters; they stand without it too. */
export function exploreSection(cube: ClipCube, page: PageCube): Section | null {
  if (cube.exampleCount === 0 || cube.properties.length === 0) return null;
  const totals = totalsOf(page, everything);
  const plots = cube.properties.flatMap((property, index) =>
    property.kind === "bins" ? [propertyPlot(property, totals.counts[index]!, index)] : [],
  );
  const formats = cube.properties.flatMap((property, index) =>
    property.kind === "values" && property.values.length > 1
      ? [valueTable(property, totals.counts[index]!, index)]
      : [],
  );
  return {
    id: "explore",
    title: "Explore",
    body: html`${filtersHtml(page)}
<p class="state" role="status" aria-live="polite" data-state>${formatPlural(page.exampleCount, "example")}, counted in ${formatPlural(page.cells.length, "cell")} of label, split and duration.</p>
<div class="key">${legendHtml([
      { name: "the choice", color: "var(--accent)" },
      { name: "all examples, each as shares of their own number", color: "var(--part-blocked)" },
    ])}</div>
<div class="plots">${durationPlot(cube, totals.byDuration)}${spectrumPlot(cube, totals.spectrum)}${plots}</div>
<div class="columns">${categoryTable("label", page.labels, totals.byLabel)}${
      page.splits.length > 1 ? categoryTable("split", page.splits, totals.bySplit) : null
    }${formats}</div>`,
  };
}

function filtersHtml(page: PageCube): Html {
  const last = page.durationCount - 1;
  const select = (name: string, all: string, names: readonly string[]): Html | null =>
    names.length < 2
      ? null
      : html`<label>${name === "label" ? "Label" : "Split"} <select name="${name}"><option value="">${all}</option>${names.map(
          (text, index) => html`<option value="${index}">${text}</option>`,
        )}</select></label>`;
  const slider = (name: string, word: string, value: number): Html =>
    html`<label>${word} <input type="range" name="${name}" id="${name}" min="0" max="${last}" value="${value}" aria-label="Duration ${word}"><output for="${name}"></output></label>`;
  return html`<form class="filters" hidden aria-label="Filter the charts">${select("label", "all labels", page.labels)}${select("split", "all splits", page.splits)}${
    last < 1
      ? null
      : html`<span class="range">Duration ${slider("first", "at least", 0)} ${slider("last", "at most", last)}</span>`
  }<button type="reset">Show all</button><span class="hint" data-state aria-hidden="true"></span></form>`;
}

function durationPlot(cube: ClipCube, counts: readonly number[]): Html | null {
  const edges = cube.durationEdgesSeconds;
  if (edges.length < 2) return null;
  const { note, write } = propertyText("durationSeconds");
  return plotHtml(
    html`<rect class="brush" x="0" y="0" width="0" height="${plotBox.height}"/>${barShapes(counts)}`,
    {
      title: "Duration",
      note,
      gist: binGist("durations", edges, counts, write),
      ticks: edgeTicks(edges, write),
      table: binTable("Duration (s)", edges, counts, write),
      marks: "data-durations",
    },
  );
}

function propertyPlot(
  { name, edges }: Extract<CubeProperty, { kind: "bins" }>,
  counts: readonly number[],
  index: number,
): Html {
  const { title, note, write } = propertyText(name);
  return plotHtml(barShapes(counts), {
    title,
    note,
    gist: binGist(title, edges, counts, write),
    ticks: edgeTicks(edges, write),
    table: binTable(`${title} (${note})`, edges, counts, write),
    marks: `data-property="${index}"`,
  });
}

function binGist(
  what: string,
  edges: readonly number[],
  counts: readonly number[],
  write: (value: number) => string,
): string {
  const most = counts.indexOf(counts.reduce((greatest, count) => Math.max(greatest, count), 0));
  return `Histogram of ${what}: ${formatCount(counts.reduce((sum, count) => sum + count, 0))} clips from ${write(edges[0]!)} to ${write(edges.at(-1)!)}, the fullest bin from ${write(edges[most]!)} to ${write(edges[most + 1]!)}.`;
}

/** The bins in numbers, those that were chosen. */
function binTable(
  caption: string,
  edges: readonly number[],
  counts: readonly number[],
  write: (value: number) => string,
): Html {
  const last = counts.length - 1;
  const range = (bin: number): string => {
    if (last === 0) return write(edges[0]!);
    if (bin === 0) return `below ${write(edges[1]!)}`;
    return bin === last
      ? `${write(edges[last]!)} and more`
      : `${write(edges[bin]!)} to ${write(edges[bin + 1]!)}`;
  };
  return html`<details class="numbers"><summary>Numbers</summary><table><caption>${caption}</caption><thead><tr><th scope="col">Range</th><th scope="col" class="number">Clips</th></tr></thead><tbody>${counts.map(
    (count, bin) =>
      html`<tr><th scope="row">${range(bin)}</th><td class="number" data-bin="${bin}">${formatCount(count)}</td></tr>`,
  )}</tbody></table></details>`;
}

function spectrumPlot(cube: ClipCube, spectrum: readonly (number | null)[]): Html | null {
  if (spectrum.every((level) => level === null)) return null;
  const path = linePath(spectrum.map(spectrumHeight), plotBox);
  return plotHtml(html`<path class="line all" d="${path}"/><path class="line own" d="${path}"/>`, {
    title: "Average spectrum",
    note: `0 to −${spectrumRangeDecibels} dB`,
    gist: "Average third-octave spectrum of the clips, in dB of each clip's total.",
    ticks: bandTicks(cube.bandCentersHertz),
    table: bandTable(cube.bandCentersHertz, spectrum),
    marks: "data-spectrum",
  });
}

/** The bands in numbers, of the clips that were chosen. */
function bandTable(centersHertz: readonly number[], spectrum: readonly (number | null)[]): Html {
  return html`<details class="numbers"><summary>Numbers</summary><table><caption>Average spectrum</caption><thead><tr><th scope="col">Band</th><th scope="col" class="number">dB</th></tr></thead><tbody>${centersHertz.map(
    (hertz, band) =>
      html`<tr><th scope="row">${formatHertz(hertz)}</th><td class="number" data-band="${band}">${levelText(spectrum[band] ?? null)}</td></tr>`,
  )}</tbody></table></details>`;
}

function categoryTable(
  dimension: "label" | "split",
  names: readonly string[],
  counts: readonly number[],
): Html {
  const rows = names.map((name, index) => ({ name, count: counts[index]! }));
  const head = dimension === "label" ? "Label" : "Split";
  return html`<div class="tall" tabindex="0" role="region" aria-label="Examples per ${dimension}">${barTableHtml(
    rows,
    {
      caption: html`<strong>${head}s</strong>`,
      head,
      marks: `data-dimension="${dimension}"`,
      picks: dimension,
    },
  )}</div>`;
}

function valueTable(
  { name, values }: Extract<CubeProperty, { kind: "values" }>,
  counts: readonly number[],
  index: number,
): Html {
  const { title, write } = propertyText(name);
  const isNumber = values.every((value) => value.kind !== "named" || Number.isFinite(Number(value.name)));
  const names = categoryNames(values, "value").map((text) =>
    isNumber && Number.isFinite(Number(text)) ? write(Number(text)) : text,
  );
  return html`<div>${barTableHtml(
    names.map((text, place) => ({ name: text, count: counts[place]! })),
    { caption: html`<strong>${title}</strong>`, head: title, marks: `data-property="${index}"` },
  )}</div>`;
}
