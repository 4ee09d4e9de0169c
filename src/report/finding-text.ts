import type { Finding, Severity } from "../model/finding.ts";
import { findingTally, gravestFirst } from "./components/finding-list.ts";
import { displayText } from "./display-text.ts";
import { formatCount } from "./format-number.ts";
import { factLine, type TextLine, type Tone, textLine } from "./text-line.ts";

/** Findings that a terminal is given at most. */
const shownCount = 10;

const tones: Readonly<Record<Severity, Tone>> = { error: "bad", warning: "warning", info: "muted" };

/** The gravest findings, one per line; `fileName` is where the others are. */
export function findingLines(findings: readonly Finding[], fileName: string): readonly TextLine[] {
  const rest = findings.length - shownCount;
  return [
    factLine("findings", findingTally(findings)),
    ...gravestFirst(findings).slice(0, shownCount).map(findingLine),
    ...(rest > 0 ? [textLine(`    and ${formatCount(rest)} more in ${fileName}`, "muted")] : []),
  ];
}

function findingLine({ severity, code, subject, message }: Finding): TextLine {
  const word = severity === "info" ? "note" : severity;
  return textLine(
    `    ${word.padEnd(8)} ${displayText(code, 40)}  ${displayText(subject, 80)}: ${displayText(message, 300)}`,
    tones[severity],
  );
}
