import { plotBox } from "../browser/plot-box.ts";
import { barsPath, greatestOf, sharesOf } from "../browser/shapes.ts";
import { type Html, type HtmlPart, html, trusted } from "../html.ts";

/** A mark below a plot. */
export interface Tick {
  /** Place along the axis, 0..1. */
  readonly at: number;
  readonly text: string;
}

/** What stands around a small chart that fills its place. */
export interface PlotText {
  readonly title: string;
  /** Unit, or what else is to be known. */
  readonly note: HtmlPart;
  /** What it shows, in words. */
  readonly gist: string;
  readonly ticks: readonly Tick[];
  /** A table of the same, for those who do not see it. */
  readonly table?: Html;
  /** Attributes by which a script finds the chart: markup of this room. */
  readonly marks?: string;
}

/** A small chart with its axis; `shapes` are drawn in the units of `plotBox`. */
export function plotHtml(shapes: Html, { title, note, gist, ticks, table, marks = "" }: PlotText): Html {
  return html`<figure class="plot"${trusted(marks === "" ? "" : ` ${marks}`)}>
<figcaption><strong>${title}</strong> ${note}</figcaption>
<svg role="img" aria-label="${gist}" viewBox="0 0 ${plotBox.width} ${plotBox.height}" preserveAspectRatio="none">${shapes}</svg>
${ticksHtml(ticks)}${table ?? null}</figure>
`;
}

/** The marks of an axis: the first and the last stay within it. */
function ticksHtml(ticks: readonly Tick[]): Html {
  const edgeOf = (at: number): string => (at < 0.04 ? " first" : at > 0.96 ? " last" : "");
  return html`<div class="ticks" aria-hidden="true">${ticks.map(
    ({ at, text }) =>
      html`<span class="tick${edgeOf(at)}" style="left:${trusted((100 * at).toFixed(1))}%">${text}</span>`,
  )}</div>`;
}

/** Bars for all clips, and the same for those that were chosen. */
export function barShapes(counts: readonly number[]): Html {
  const shares = sharesOf(counts);
  const top = greatestOf(shares) || 1;
  const path = barsPath(
    shares.map((share) => share / top),
    plotBox,
  );
  return html`<path class="all" d="${path}"/><path class="own" d="${path}"/>`;
}

/** At most `most` of some edges at equal distances, with their places. */
export function edgeTicks(
  edges: readonly number[],
  write: (edge: number) => string,
  most: number = 4,
): readonly Tick[] {
  const last = edges.length - 1;
  const stride = Math.max(1, Math.ceil(last / (most - 1)));
  return edges.flatMap((edge, index) =>
    index % stride === 0 ? [{ at: index / Math.max(1, last), text: write(edge) }] : [],
  );
}
