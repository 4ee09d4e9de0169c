import type { ChangePoint, GateReport, MetricHistory } from "../../model/verdict.ts";
import { tableHtml } from "../components/data-table.ts";
import { displayName } from "../display-text.ts";
import {
  formatBytes,
  formatChange,
  formatNumber,
  formatPlural,
  formatProbability,
  formatSeconds,
  formatTime,
  type MaybeNumber,
} from "../format-number.ts";
import { type Html, html, nameHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";

/** Metrics that are drawn: those that moved most first. */
const drawnCount = 24;

/** The units in which a history is drawn; on the page it fills its place. */
const box = { width: 320, height: 100, margin: 8 } as const;

/** Each metric over the gates of the past, with its levels and where they changed; null where this is the first gate. */
export function historySection({ history = [] }: GateReport): Section | null {
  const drawn = history.filter(({ points }) => points.length > 1);
  if (drawn.length === 0) return null;
  const shown = [...drawn].sort((a, b) => motionOf(b) - motionOf(a)).slice(0, drawnCount);
  const changes = drawn.flatMap((metric) => metric.changePoints.map((change) => ({ metric, change })));
  const gates = Math.max(...drawn.map(({ points }) => points.length));
  return {
    id: "history",
    title: "History",
    body: html`<p>${formatPlural(gates, "gate")} on machines of this class, oldest on the left, this one on the right. The dark line is the level; where it steps, the level changed by more than chance explains. The scale begins at the least value, not at zero.</p>
<div class="histories">${shown.map(historyHtml)}</div>
${changes.length === 0 ? html`<p>No level has changed.</p>` : changeTable(changes)}`,
  };
}

/** How much the level moved at its largest change. */
function motionOf({ changePoints }: MetricHistory): number {
  return Math.max(0, ...changePoints.map(({ relativeChange }) => Math.abs(relativeChange)));
}

function historyHtml(metric: MetricHistory): Html {
  const values = metric.points.map(({ value }) => value);
  const write = formatOf(metric.unit);
  const last = values.at(-1) ?? 0;
  const place = placeIn(values);
  const lines = values.map((value, index) => `${index === 0 ? "M" : "L"}${place(index, value)}`).join("");
  const levels = levelsOf(metric)
    .map(({ from, to, level }) => `M${place(from - 0.4, level)}L${place(to + 0.4, level)}`)
    .join("");
  const shifts = metric.changePoints.length;
  const gist = `${displayName(nameOf(metric))} over ${formatPlural(values.length, "gate")}: ${write(values[0])} at first, ${write(last)} now, ${formatPlural(shifts, "change")} of level.`;
  return html`<figure class="history"><figcaption><strong>${nameHtml(nameOf(metric), 40)}</strong> <span class="muted">${write(last)}</span></figcaption>
<svg role="img" aria-label="${gist}" viewBox="0 0 ${box.width} ${box.height}" preserveAspectRatio="none"><path class="trace" d="${trusted(lines)}"/><path class="level" d="${trusted(levels)}"/></svg>
<div class="ends muted"><span>${shortTime(metric.points[0]?.measuredAt)}</span><span>${write(Math.min(...values))} to ${write(Math.max(...values))}</span><span>now</span></div></figure>
`;
}

/** Where a value of a gate is drawn, as `x y`. */
function placeIn(values: readonly number[]): (index: number, value: number) => string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const { width, height, margin } = box;
  const step = (width - 2 * margin) / Math.max(1, values.length - 1);
  return (index, value) => {
    const x = Math.min(width, Math.max(0, margin + index * step));
    const y =
      high === low ? height / 2 : height - margin - ((value - low) / (high - low)) * (height - 2 * margin);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
}

/** The pieces between changes, with their geometric means. */
function levelsOf({
  points,
  changePoints,
}: MetricHistory): readonly { readonly from: number; readonly to: number; readonly level: number }[] {
  const edges = [0, ...changePoints.map(({ index }) => index), points.length];
  return edges.slice(0, -1).map((from, piece) => {
    const values = points.slice(from, edges[piece + 1]).map(({ value }) => value);
    const isPositive = values.every((value) => value > 0);
    const sum = values.reduce((total, value) => total + (isPositive ? Math.log(value) : value), 0);
    const mean = sum / values.length;
    return { from, to: from + values.length - 1, level: isPositive ? Math.exp(mean) : mean };
  });
}

function changeTable(
  changes: readonly { readonly metric: MetricHistory; readonly change: ChangePoint }[],
): Html {
  return tableHtml(
    "Where levels changed",
    [
      { title: "Metric", cell: ({ metric }) => nameHtml(nameOf(metric), 48) },
      {
        title: "Since",
        cell: ({ metric, change }) => formatTime(metric.points[change.index]?.measuredAt ?? ""),
      },
      {
        title: "Commit",
        cell: ({ metric, change }) =>
          nameHtml((metric.points[change.index]?.commit ?? "unknown").slice(0, 12)),
      },
      { title: "Change", kind: "number", cell: ({ change }) => formatChange(change.relativeChange) },
      { title: "p", kind: "number", cell: ({ change }) => formatProbability(change.pValue) },
    ],
    [...changes].sort((a, b) => Math.abs(b.change.relativeChange) - Math.abs(a.change.relativeChange)),
  );
}

function nameOf({ metricId }: MetricHistory): string {
  if (metricId === "pipeline") return "whole pipeline";
  return metricId.replace(/^stage:/, "");
}

function formatOf(unit: string): (value: MaybeNumber) => string {
  if (unit.startsWith("seconds")) return formatSeconds;
  return unit.endsWith("Bytes") || unit === "byteCount" ? formatBytes : formatNumber;
}

function shortTime(iso: string | undefined): string {
  return (iso ?? "").slice(0, 10);
}
