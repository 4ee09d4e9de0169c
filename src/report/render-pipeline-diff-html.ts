import {
  type ContractFact,
  isDifference,
  type PipelineDiff,
  type PipelineSide,
  type StageDiff,
} from "../model/pipeline-diff.ts";
import { tableHtml } from "./components/data-table.ts";
import { tilesHtml } from "./components/tiles.ts";
import { displayText } from "./display-text.ts";
import { formatCount, formatNumber, formatPlural, noNumber } from "./format-number.ts";
import { type Html, html, nameHtml, sentenceHtml } from "./html.ts";
import { pageHtml, type Section } from "./page.ts";
import { distanceWords, outcomeWords, valueWords, verdictWords } from "./pipeline-diff-words.ts";

/** Two versions of a pipeline on one page, stage by stage. */
export function renderPipelineDiffHtml(diff: PipelineDiff): string {
  const { tool, before, after, stages, partsAt } = diff;
  const differing = stages.filter(({ outcome }) => isDifference(outcome)).length;
  return pageHtml({
    eyebrow: "Pipeline comparison",
    title: `${after.name} against ${before.name}`,
    about: [html`before: ${sideHtml(before)}`, html`after: ${sideHtml(after)}`],
    headline: tilesHtml([
      {
        name: "They part at",
        value: partsAt === null ? "no stage" : displayText(partsAt, 40),
        note: sentenceHtml(verdictWords(diff)),
        tone: diff.hasDiffered ? "warning" : "good",
      },
      {
        name: "Stages that differ",
        value: `${formatCount(differing)} of ${formatCount(stages.length)}`,
        note: `on ${formatPlural(diff.exampleCount, "example")} at most`,
      },
      {
        name: "Tolerance",
        value: formatNumber(diff.tolerance),
        note: `of the larger magnitude; seed ${diff.seed}`,
      },
    ]),
    sections: [stageSection(stages), ...stages.map(factSection)],
    tool,
    createdAt: undefined,
  });
}

function sideHtml({ module, parameters, commit, outputCount }: PipelineSide): Html {
  const given = Object.entries(parameters).map(([name, value]) => `${name}=${String(value)}`);
  const at = commit === null ? "" : ` at ${commit.slice(0, 12)}`;
  const facts = [formatPlural(outputCount, "output"), ...given].join(", ");
  return html`${nameHtml(`${module}${at}`, 120)} (${nameHtml(facts, 200)})`;
}

function stageSection(stages: readonly StageDiff[]): Section {
  const body = html`<p>Both versions ran twice on the same inputs, one call at a time, with the same seed for each call. A stage that gives other values in its second run is random: only what they are like is compared.</p>${tableHtml(
    formatPlural(stages.length, "stage"),
    [
      { title: "Stage", cell: ({ name }: StageDiff) => nameHtml(name, 48) },
      { title: "Kind", cell: ({ kind }) => nameHtml(kind) },
      {
        title: "Outcome",
        cell: (stage) =>
          isDifference(stage.outcome)
            ? html`<strong>${outcomeWords(stage)}</strong>`
            : html`<span class="muted">${outcomeWords(stage)}</span>`,
      },
      { title: "Compared", kind: "number", cell: ({ values }) => formatCount(values?.comparedCount) },
      { title: "Equal", kind: "number", cell: ({ values }) => formatCount(values?.equalCount) },
      {
        title: "Largest difference",
        kind: "number",
        cell: ({ values }) => formatNumber(values?.largestAbsolute),
      },
      { title: "Relative", kind: "number", cell: ({ values }) => formatNumber(values?.largestRelative) },
      { title: "Where", kind: "wide", cell: (stage) => sentenceHtml(distanceWords(stage) ?? noNumber) },
    ],
    stages,
  )}`;
  return { id: "stages", title: "Stage by stage", body };
}

/** What a stage that is not the same emits on both sides. */
function factSection(stage: StageDiff, index: number): Section | null {
  if (!isDifference(stage.outcome) || stage.facts.length === 0) return null;
  const body = tableHtml(
    outcomeWords(stage),
    [
      { title: "Fact", cell: ({ name }: ContractFact) => nameHtml(name) },
      { title: "Before", kind: "number", cell: ({ before }) => nameHtml(valueWords(before)) },
      { title: "After", kind: "number", cell: ({ after }) => nameHtml(valueWords(after)) },
      {
        title: "",
        cell: ({ isSame }) => (isSame ? html`<span class="muted">same</span>` : html`<strong>other</strong>`),
      },
    ],
    stage.facts,
  );
  return { id: `stage-${index + 1}`, title: displayText(stage.name, 48), body };
}
