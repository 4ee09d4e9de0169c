import type { PipelineReport, StageProfile } from "../../model/pipeline-profile.ts";
import { badgeHtml } from "../components/badge.ts";
import { formatBytesPerSecond, formatNumber, formatPlural, formatShare } from "../format-number.ts";
import { type Html, html, nameHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";

/** The stages in order, how full each is, and which one binds. */
export function flowSection({ stages, bottleneck }: PipelineReport): Section {
  const most = stages.reduce((greatest, { examplesPerSecond }) => Math.max(greatest, examplesPerSecond), 0);
  const body = html`<p class="muted">From left to right; the band before a stage is as thick as the elements per second that come to it. The bar is the share of its slots' time that a stage is in service: a full bar alone does not make a bottleneck, a full resource does.</p>
<ol class="flow">${stages.map((stage, index) => {
    const inflow = most > 0 ? (stages[index - 1]?.examplesPerSecond ?? 0) / most : 0;
    return stageHtml(stage, stage.name === bottleneck.stage, inflow);
  })}
</ol>`;
  return { id: "flow", title: "The stages", body };
}

/** @param inflow elements that come to it per second, as a share of the most that come to any stage, 0..1 */
function stageHtml(stage: StageProfile, isBinding: boolean, inflow: number): Html {
  const share = Math.min(1, Math.max(0, stage.utilization));
  return html`
<li class="stage${isBinding ? " binding" : ""}" style="--inflow:${trusted(inflow.toFixed(3))}">${isBinding ? badgeHtml("bottleneck", "error") : null}
<div class="name">${nameHtml(stage.name, 48)}</div>
<div class="kind">${stage.kind}, ${formatPlural(stage.concurrency, "slot")}</div>
<div class="bar" aria-hidden="true"><span style="width:${trusted((100 * share).toFixed(1))}%"></span></div>
<div class="facts"><strong>${formatShare(stage.utilization)}</strong> in service<br><strong>${formatNumber(stage.examplesPerSecond)}</strong> out/s, ${formatBytesPerSecond(stage.bytesPerSecond)}</div></li>`;
}
