import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import { type Html, html, trusted } from "../html.ts";
import type { ChartSpec } from "./chart.ts";
import { chartConfig } from "./chart-config.ts";
import { textWidth } from "./text-width.ts";

/** The part of Vega that its types leave out: how wide it takes a text to be. */
interface TextMetrics {
  width: (item: { fontSize?: number; limit?: number; text?: unknown }, text?: unknown) => number;
}

// Without a canvas Vega guesses 0.8 of the font size per character, which cuts names that would fit.
// A text with a limit is drawn no wider than that.
(vega as unknown as { readonly textMetrics: TextMetrics }).textMetrics.width = (item, text) =>
  Math.min(textWidth(String(text ?? item.text ?? ""), item.fontSize ?? 11), item.limit || Infinity);

/**
 * Draws a spec as SVG that fills the width of its place. Same spec, same bytes.
 * No code is made from strings: expressions are interpreted.
 */
export async function drawChart(spec: ChartSpec, gist: string): Promise<Html> {
  const compiled = compile(spec, { config: chartConfig, logger: vega.logger(vega.Error) }).spec;
  const runtime = vega.parse(compiled, undefined, { ast: true });
  const view = new vega.View(runtime, {
    renderer: "none",
    expr: expressionInterpreter,
    logLevel: vega.Error,
  });
  const svg = await view.toSVG();
  view.finalize();
  return named(svg, gist);
}

/** The drawing with a name for those who do not see it, and without a fixed size. */
function named(svg: string, gist: string): Html {
  const [, viewBox = "0 0 1 1"] = /viewBox="([^"]*)"/.exec(svg) ?? [];
  const inner = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
  return html`<svg role="img" aria-label="${gist}" viewBox="${viewBox}">${trusted(inner)}</svg>`;
}
