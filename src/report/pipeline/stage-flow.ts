import type { PipelineReport, StageProfile } from "../../model/pipeline-profile.ts";
import { badgeHtml } from "../components/badge.ts";
import { formatBytesPerSecond, formatNumber, formatPlural, formatShare } from "../format-number.ts";
import { type Html, html, nameHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";

/** The stages in order, how full each is, and which one binds. */
export function flowSection({ stages, bottleneck }: PipelineReport): Section {
  const body = html`<p class="muted">From left to right. The bar is the share of its slots' time that a stage is in service; a full bar alone does not make a bottleneck, a full resource does.</p>
<ol class="flow">${stages.map((stage) => stageHtml(stage, stage.name === bottleneck.stage))}
</ol>`;
  return { id: "flow", title: "The stages", body };
}

function stageHtml(stage: StageProfile, isBinding: boolean): Html {
  const share = Math.min(1, Math.max(0, stage.utilization));
  return html`
<li class="stage${isBinding ? " binding" : ""}">${isBinding ? badgeHtml("bottleneck", "error") : null}
<div class="name">${nameHtml(stage.name, 48)}</div>
<div class="kind">${stage.kind}, ${formatPlural(stage.concurrency, "slot")}</div>
<div class="bar" aria-hidden="true"><span style="width:${trusted((100 * share).toFixed(1))}%"></span></div>
<div class="facts"><strong>${formatShare(stage.utilization)}</strong> in service<br><strong>${formatNumber(stage.examplesPerSecond)}</strong> out/s, ${formatBytesPerSecond(stage.bytesPerSecond)}</div></li>`;
}
