import type { CostByData, CostGroup, CostTrend, SlowExample } from "../../model/cost-by-data.ts";
import type { PipelineReport, StageProfile } from "../../model/pipeline-profile.ts";
import { tableHtml } from "../components/data-table.ts";
import { displayName } from "../display-text.ts";
import { formatCount, formatInterval, formatNumber, formatSeconds, formatShare } from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Stages that are told of, those with most time first. */
const stageCap = 4;

type Costly = StageProfile & { readonly costByData: CostByData };

/** Which examples make stages slow; null where calls cannot be told apart by example. */
export function costSection({ stages, bottleneck }: PipelineReport): Section | null {
  const known = stages.filter((stage): stage is Costly => (stage.costByData?.slowest.length ?? 0) > 0);
  if (known.length === 0) return null;
  const weight = (stage: Costly): number =>
    stage.name === bottleneck.stage
      ? Number.POSITIVE_INFINITY
      : stage.busySeconds + (stage.worker?.busySeconds ?? 0);
  const shown = [...known].sort((a, b) => weight(b) - weight(a)).slice(0, stageCap);
  const cut = known.length - shown.length;
  return {
    id: "cost",
    title: "Which examples cost most",
    body: html`${shown.map((stage, index) => stageCostHtml(stage, index === 0))}${cut === 0 ? null : html`<p class="aside">${formatCount(cut)} further stages are in <code>pipeline.json</code>.</p>`}`,
  };
}

/** Open for the first stage, behind a click for the others. */
function stageCostHtml({ name, costByData }: Costly, isOpen: boolean): Html {
  const { groups, trends, slowest, exampleCount } = costByData;
  const body = html`${groups.length === 0 ? html`<p class="muted">No kind of example takes clearly more than its share of ${formatCount(exampleCount)} examples.</p>` : groupTable(name, groups)}
${trends.map((trend) => trendHtml(trend))}${slowestTable(name, slowest)}`;
  return isOpen
    ? html`<h3>${nameHtml(name, 48)}</h3>${body}`
    : html`<details class="more"><summary>${nameHtml(name, 48)}</summary>${body}</details>`;
}

function groupTable(name: string, groups: readonly CostGroup[]): Html {
  return tableHtml(
    `Kinds of examples that take more than their share of ${displayName(name)}`,
    [
      { title: "Kind", cell: ({ attributes }) => attributesText(attributes) },
      { title: "Examples", kind: "number", cell: ({ exampleShare }) => formatShare(exampleShare) },
      { title: "Time", kind: "number", cell: ({ timeShare }) => formatShare(timeShare.center) },
      {
        title: "95% interval",
        kind: "number",
        cell: ({ timeShare }) => formatInterval(timeShare, formatShare),
      },
      {
        title: "Each takes",
        kind: "number",
        cell: ({ secondsPerExample }) => formatSeconds(secondsPerExample),
      },
    ],
    groups,
  );
}

function trendHtml({ attribute, rankCorrelation, secondsPerUnit }: CostTrend): Html {
  return html`<p class="muted">Time grows with ${displayName(attribute)}: ${formatSeconds(secondsPerUnit.center)} per unit (${formatInterval(secondsPerUnit, formatSeconds)}), rank correlation ${formatNumber(rankCorrelation)}.</p>`;
}

function slowestTable(name: string, slowest: readonly SlowExample[]): Html {
  return tableHtml(
    `The slowest examples of ${displayName(name)}`,
    [
      { title: "Example", cell: ({ id }) => nameHtml(id, 60) },
      { title: "Time", kind: "number", cell: ({ serviceSeconds }) => formatSeconds(serviceSeconds) },
      { title: "What is known of it", kind: "wide", cell: ({ attributes }) => attributesText(attributes) },
    ],
    slowest,
  );
}

function attributesText(attributes: CostGroup["attributes"]): string {
  return Object.entries(attributes)
    .map(
      ([name, value]) =>
        `${displayName(name)} ${typeof value === "number" ? formatNumber(value) : displayName(String(value))}`,
    )
    .join(", ");
}
