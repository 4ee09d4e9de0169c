import { isDifference, type PipelineDiff, type StageDiff } from "../model/pipeline-diff.ts";
import { displayText } from "./display-text.ts";
import { formatCount, formatNumber } from "./format-number.ts";
import { contractFactWords, distanceWords, outcomeWords, verdictWords } from "./pipeline-diff-words.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** Two versions of a pipeline in a few lines: where they part, and what each stage emits otherwise. */
export function pipelineDiffText(diff: PipelineDiff): readonly TextLine[] {
  const { before, after, stages, exampleCount, seed, tolerance, hasDiffered } = diff;
  const [was, is] = [before.name, after.name].map((name) => displayText(name, 60));
  const width = stages.reduce((widest, { name }) => Math.max(widest, displayText(name, 28).length), 0);
  return [
    textLine(`${is} against ${was}: ${verdictWords(diff)}`, hasDiffered ? "warning" : "good"),
    factLine(
      "compared",
      `${formatCount(exampleCount)} examples, seed ${seed}, tolerance ${formatNumber(tolerance)}, each version run twice`,
    ),
    ...stages.flatMap((stage) => stageLines(stage, width)),
  ];
}

function stageLines(stage: StageDiff, width: number): readonly TextLine[] {
  const { outcome, facts } = stage;
  const distance = distanceWords(stage);
  const changed = outcome === "different" ? facts.filter((fact) => !fact.isSame) : [];
  return [
    textLine(
      `  ${displayText(stage.name, 28).padEnd(width)}  ${outcomeWords(stage)}`,
      isDifference(outcome) ? "warning" : "plain",
    ),
    ...(distance === null ? [] : [textLine(`    ${distance}`, "muted")]),
    ...changed.map((fact) => textLine(`    ${contractFactWords(fact)}`)),
  ];
}
