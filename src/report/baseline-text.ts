import type { Baseline } from "../model/baseline.ts";
import { formatSeconds } from "./format-number.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** A stored baseline for a terminal: where it comes from, and the median time of each stage. */
export function baselineText(baseline: Baseline): readonly TextLine[] {
  const { metrics, samples } = baseline;
  const width = Math.max(...metrics.map(({ id }) => id.length), 0);
  const commit = baseline.commit === null ? "no commit" : baseline.commit.slice(0, 10);
  return [
    textLine(`Baseline "${baseline.name}" of pipeline "${baseline.pipeline.name}"`, "heading"),
    factLine("module", baseline.module),
    factLine(
      "made",
      `${baseline.createdAt}, ${commit}${baseline.isDirty ? ", with uncommitted changes" : ""}`,
    ),
    factLine(
      "measured",
      `${baseline.roundCount} rounds of ${baseline.passCount} passes over ${baseline.exampleCount} examples`,
    ),
    ...metrics.map(({ id }) => {
      const values = [...(samples.find(({ metricId }) => metricId === id)?.values ?? [])].sort(
        (a, b) => a - b,
      );
      const middle = middleOf(values);
      const range = `${formatSeconds(values[0] ?? null)} to ${formatSeconds(values.at(-1) ?? null)}`;
      return textLine(`  ${id.padEnd(width)}  ${formatSeconds(middle).padStart(9)} per example (${range})`);
    }),
  ];
}

/** The middle of sorted values; between the two middle ones where their number is even. */
function middleOf(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
