import { appendFileSync, existsSync } from "node:fs";
import { table } from "../eda-rounds.ts";
import type { Evaluation } from "./evaluate.ts";
import type { LiveRow } from "./live.ts";

const path = "test/bench/gate/results.md";

/** All that one run of the bench has to say. */
export type GateResults = Evaluation & { readonly live: readonly LiveRow[] };

/** The results as Markdown, appended to the committed table where they are to be kept. */
export function appendResults(results: GateResults, { isKept }: { readonly isKept: boolean }): string {
  const text = [
    `## ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC, ${results.machine}`,
    "",
    `Replayed gates over unchanged code: ${results.alarmCount} false alarms in ${results.windowCount} windows (which overlap).`,
    "",
    table(
      ["load", "rule", "rounds", "pressure", "false alarms", "+10 % found", "alone", "+20 % found", "alone"],
      results.rows.map((row) => [
        row.condition,
        row.rule,
        String(row.roundCount),
        row.processorPressure === null ? "?" : percent(row.processorPressure),
        `${row.alarmCount} of ${row.windowCount} (${percent(row.alarmCount / row.windowCount)})`,
        ...row.found.flatMap((found, index) => [percent(found), percent(row.alone[index]!)]),
      ]),
    ),
    "",
    table(
      ["live gates", "put in", "gates", "failed", "alone blamed", "passed", "failing rate, 95 %", "rounds"],
      results.live.map((row) => [
        "augment",
        row.fault,
        ...[row.trialCount, row.failedCount, row.aloneCount, row.passedCount].map(String),
        `${percent(row.low)} to ${percent(row.high)}`,
        row.meanRoundCount.toFixed(1),
      ]),
    ),
    "",
  ].join("\n");
  const saysNothing = results.rows.length === 0 && results.live.length === 0;
  if (isKept && !saysNothing) appendFileSync(path, `${existsSync(path) ? "" : heading}\n${text}`);
  return text;
}

const heading = `# How often the gate is wrong

Appended by \`npm run bench:gate\`; see docs/gate.md for what is measured. "As found" is whatever else the machine had to do at the time; pressure is the
median share of time in which some task waited for a core.
`;

function percent(share: number): string {
  return `${Number((100 * share).toFixed(share < 0.1 ? 2 : 1))} %`;
}
