/** How a line of plain text is meant; `cli` may colour it. */
export type Tone = "plain" | "heading" | "muted" | "good" | "warning" | "bad";

/** One line of a summary, without colour codes and without its line break. */
export interface TextLine {
  readonly text: string;
  readonly tone: Tone;
}

/** One line. */
export function textLine(text: string, tone: Tone = "plain"): TextLine {
  return { text, tone };
}

/** A named fact, its value in a column. */
export function factLine(name: string, value: string): TextLine {
  return textLine(`  ${name.padEnd(14)} ${value}`);
}

/** The lines as one text, each ended by a line break. */
export function plainText(lines: readonly TextLine[]): string {
  return lines.map((line) => `${line.text}\n`).join("");
}
