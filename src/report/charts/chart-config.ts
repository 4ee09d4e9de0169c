import type { Config } from "vega-lite";

/** How all charts look. Colours are custom properties of the page, so that a drawing follows light and dark. */
export const chartConfig: Config = {
  aria: false,
  background: "transparent",
  font: "inherit",
  padding: 2,
  view: { stroke: null },
  axis: {
    domainColor: "var(--rule)",
    gridColor: "var(--grid)",
    labelColor: "var(--muted)",
    labelFontSize: 12,
    labelPadding: 6,
    tickColor: "var(--rule)",
    ticks: false,
    titleColor: "var(--muted)",
    titleFontSize: 12,
    titleFontWeight: 500,
    titlePadding: 8,
  },
  axisY: { domain: false },
  bar: { color: "var(--accent)" },
  header: {
    labelAnchor: "start",
    labelColor: "var(--ink)",
    labelFontSize: 12,
    labelFontWeight: 600,
    labelPadding: 4,
    title: null,
  },
  text: { color: "var(--ink)", fontSize: 12 },
};
