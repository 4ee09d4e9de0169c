import type { GateReport } from "../model/verdict.ts";
import { visibleText } from "./display-text.ts";
import { type OutcomeRow, outcomeRows, rowName } from "./gate/outcome-rows.ts";

/** Annotations of one level that GitHub shows per step (actions/toolkit issue 734). */
const shownCount = 10;

type Level = "error" | "warning" | "notice";

/**
 * A verdict as workflow commands, which GitHub Actions turns into annotations: an error per failure, a warning per thing undecided
 * or advisory, a notice per thing that is new. Of each level the first ten, the tenth says how many more there are.
 */
export function gateAnnotations(report: GateReport): string {
  const rows = outcomeRows(report);
  const levels: readonly Level[] = ["error", "warning", "notice"];
  return levels
    .flatMap((level) => {
      const mine = rows.filter((row) => levelOf(row) === level);
      if (mine.length <= shownCount) return mine.map((row) => commandOf(level, row, report));
      const rest = mine.length - shownCount + 1;
      return [
        ...mine.slice(0, shownCount - 1).map((row) => commandOf(level, row, report)),
        command(level, { title: "soundings gate" }, `and ${rest} more: see the job summary`),
      ];
    })
    .map((line) => `${line}\n`)
    .join("");
}

function levelOf({ isFailing, outcome }: OutcomeRow): Level | null {
  if (isFailing) return "error";
  if (outcome === "notice") return "notice";
  return outcome === "passed" ? null : "warning";
}

function commandOf(level: Level, row: OutcomeRow, { module }: GateReport): string {
  const isOfPipeline = row.category !== "dataset" && row.category !== "finding";
  const file: Readonly<Record<string, string>> = module !== undefined && isOfPipeline ? { file: module } : {};
  return command(level, { ...file, title: `${row.category}: ${rowName(row)}` }, row.message);
}

function command(level: Level, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${level} ${list.join(",")}::${data(message)}`;
}

/** Escaped as @actions/core does: what would end the command, and what would start another. */
function data(text: string): string {
  return visibleText(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
