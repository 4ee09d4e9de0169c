import type { PipelineReport, StageProfile } from "../../model/pipeline-profile.ts";
import { slotParts, stageParts } from "../charts/stage-parts.ts";
import { tableHtml } from "../components/data-table.ts";
import { figureHtml } from "../components/figure.ts";
import { glossaryHtml, legendHtml } from "../components/legend.ts";
import { displayName } from "../display-text.ts";
import { formatCount, formatSeconds, formatShare } from "../format-number.ts";
import { html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** What each stage's slots did all the time. */
export async function timeSection(report: PipelineReport): Promise<Section> {
  const { stages, run, bottleneck } = report;
  const busiest = [...stages].sort((a, b) => b.busySeconds - a.busySeconds)[0];
  const gist = `Stacked bars of how each of ${stages.length} stages spent its slots' time. Most main-thread work: ${displayName(busiest?.name)}, ${formatSeconds(busiest?.busySeconds)} of ${formatSeconds(run.wallSeconds)}. Bottleneck: ${displayName(bottleneck.stage)}.`;
  const figure = await figureHtml(stageParts(stages, gist), {
    title: "Slot time of each stage",
    caption: `Each bar is all the time of a stage's slots over the steady ${formatSeconds(run.wallSeconds)}.`,
    legend: legendHtml(slotParts),
  });
  const rest = html`<p class="aside">Outside every stage the main thread worked ${formatSeconds(run.otherBusySeconds)} and collected garbage for ${formatSeconds(run.gcSeconds)}; it was idle ${formatShare(run.idleShare)} of the time${run.runQueueShare === null ? "" : ` and waited for a core ${formatShare(run.runQueueShare)} of it`}.</p>`;
  return {
    id: "time",
    title: "Where the time went",
    body: html`${figure}${glossaryHtml(slotParts)}${stageTable(stages)}${rest}`,
  };
}

function stageTable(stages: readonly StageProfile[]) {
  return tableHtml(
    "The same in seconds of slot time; hold is the time of one call",
    [
      { title: "Stage", cell: (stage) => nameHtml(stage.name, 48) },
      { title: "Calls", kind: "number", cell: (stage) => formatCount(stage.callCount) },
      { title: "Busy", kind: "number", cell: (stage) => formatSeconds(stage.busySeconds) },
      { title: "On a core", kind: "number", cell: (stage) => formatSeconds(stage.cpuSeconds) },
      {
        title: "Hold, median",
        kind: "number",
        cell: (stage) => formatSeconds(stage.serviceSeconds.quantiles?.["0.5"]),
      },
      {
        title: "Hold, 95%",
        kind: "number",
        cell: (stage) => formatSeconds(stage.serviceSeconds.quantiles?.["0.95"]),
      },
      { title: "Starved", kind: "number", cell: (stage) => formatSeconds(stage.starvedSeconds) },
      { title: "Back-pressured", kind: "number", cell: (stage) => formatSeconds(stage.backPressuredSeconds) },
      { title: "Garbage", kind: "number", cell: (stage) => formatSeconds(stage.gcSeconds) },
    ],
    stages,
  );
}
