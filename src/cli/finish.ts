import type { WrittenReport } from "../workflows/write-reports.ts";
import type { Terminal } from "./terminal.ts";

/** Ends a command: the summary or the JSON on standard output, the paths of what was written on standard error. */
export function finish(terminal: Terminal, written: WrittenReport): void {
  terminal.result(written.summary);
  terminal.json(written.json);
  for (const path of written.paths) terminal.note(`wrote ${path}`);
}
