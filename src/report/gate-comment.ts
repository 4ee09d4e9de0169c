import type { GateReport } from "../model/verdict.ts";
import { gateMarkdown } from "./gate-markdown.ts";

/** Characters that a comment on GitHub may have. */
const commentLimit = 65_536;

/** The first line of a comment, by which the next run finds and replaces it. */
export function commentMarker(baselineName: string): string {
  return `<!-- soundings-gate:${baselineName.replace(/[^\w.-]/g, "-")} -->`;
}

/** A verdict as a comment on a pull request that is updated in place: the Markdown after a marker, short enough for GitHub. */
export function gateComment(report: GateReport): string {
  const text = `${commentMarker(report.baselineName)}\n${gateMarkdown(report)}`;
  if (text.length <= commentLimit) return text;
  const note = "\n\n… cut: the rest is in the report that the run has stored.\n";
  const cut = text.lastIndexOf("\n", commentLimit - note.length);
  return text.slice(0, cut) + note;
}
