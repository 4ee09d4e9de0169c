import type { Chart } from "../charts/chart.ts";
import { drawChart } from "../charts/draw-chart.ts";
import { type Html, type HtmlPart, html } from "../html.ts";

/** What stands around a chart. */
export interface FigureText {
  readonly title: string;
  /** What to know to read it. */
  readonly caption: HtmlPart;
  readonly legend?: Html;
}

/** A chart with its caption, drawn once for each place it may stand in. */
export async function figureHtml(chart: Chart, text: FigureText): Promise<Html> {
  const drawings = await Promise.all(
    chart.drawings.map(
      async ({ size, spec }) => html`<div class="chart ${size}">${await drawChart(spec, chart.gist)}</div>\n`,
    ),
  );
  return html`<figure>
<figcaption><strong>${text.title}</strong> ${text.caption}${text.legend ?? null}</figcaption>
${drawings}</figure>`;
}
