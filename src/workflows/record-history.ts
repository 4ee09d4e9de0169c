import { historyEntryOf, metricHistories } from "../gate/metric-history.ts";
import { appendHistory, readHistory } from "../io/history-store.ts";
import { readEnvironment, readGit } from "../io/machine.ts";
import { messageOf } from "../model/errors.ts";
import type { GateReport } from "../model/verdict.ts";

/** Where the history of a baseline, or of a git ref, is kept when nothing else is said, relative to the working folder. */
export function historyPath(baselineName: string): string {
  return `.soundings/history/${baselineName.replace(/[^\w.-]+/g, "-")}.jsonl`;
}

/**
 * Adds a gate to its history, after it has been judged, and the history to its report. A history that cannot be written takes
 * nothing from the verdict: it is said in `warning`.
 */
export async function recordHistory(
  report: GateReport,
  path: string,
): Promise<{ readonly report: GateReport; readonly warning: string | null }> {
  const entry = historyEntryOf(report, {
    measuredAt: report.createdAt,
    commit: readGit(".")?.commit ?? null,
    environment: readEnvironment(),
  });
  const earlier = await readHistory(path);
  const history = metricHistories([...earlier, entry]);
  const warning = await appendHistory(path, entry).then(() => null, messageOf);
  return { report: { ...report, history }, warning };
}
