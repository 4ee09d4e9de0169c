import type { PipelineReport, StageOccupancy, StageProfile } from "../../model/pipeline-profile.ts";
import { plotBox } from "../browser/plot-box.ts";
import { greatestOf, linePath } from "../browser/shapes.ts";
import { plotHtml } from "../components/plot.ts";
import { displayName } from "../display-text.ts";
import { formatNumber, formatPlural, formatSeconds } from "../format-number.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "../page.ts";

/** How many elements wait in queues, buffers and slots, over the run; null where no stage holds any. */
export function queueSection({ stages }: PipelineReport): Section | null {
  const holding = stages.filter(hasQueue);
  if (holding.length === 0) return null;
  return {
    id: "queues",
    title: "Queues over time",
    body: html`<p class="muted">Elements that a stage has taken in and not yet handed on, whenever an output of the pipeline appeared, from the start of the run. A queue that is always full waits for what is below it, one that is always empty for what is above. Dashed: what it can hold.</p>
<div class="plots">${holding.map(queueHtml)}</div>`,
  };
}

type Holding = StageProfile & { readonly occupancy: StageOccupancy };

function hasQueue(stage: StageProfile): stage is Holding {
  return (stage.occupancy?.elementCounts.length ?? 0) > 1;
}

function queueHtml({ name, kind, occupancy }: Holding): Html {
  const { capacity, elementCounts, atSeconds } = occupancy;
  const top = Math.max(capacity ?? 0, greatestOf(elementCounts), 1) * 1.08;
  const line = linePath(
    elementCounts.map((count) => count / top),
    plotBox,
  );
  const mean = elementCounts.reduce((sum, count) => sum + count, 0) / elementCounts.length;
  const limit = capacity === null ? null : plotBox.height * (1 - capacity / top);
  const endSeconds = atSeconds.at(-1) ?? 0;
  const room = capacity === null ? "" : `, room for ${capacity}`;
  return plotHtml(
    html`<path class="area" d="${line}L${plotBox.width} ${plotBox.height}L0 ${plotBox.height}Z"/>${limit === null ? null : html`<path class="limit" d="M0 ${limit.toFixed(1)}H${plotBox.width}"/>`}<path class="line" d="${line}"/>`,
    {
      title: displayName(name),
      note: html`${kind}, ${formatNumber(mean)} on average${room}`,
      gist: `Elements in ${displayName(name)} over ${formatSeconds(endSeconds)}: ${formatNumber(mean)} on average, ${formatPlural(greatestOf(elementCounts), "element")} at most${room}.`,
      ticks: [
        { at: 0, text: "start" },
        { at: 1, text: formatSeconds(endSeconds) },
      ],
    },
  );
}
