import { appendFileSync, existsSync } from "node:fs";
import type { TrialRate } from "../../../src/model/selftest.ts";
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
    `Replayed gates over unchanged code: ${results.alarmCount} false alarms in ${results.windowCount} windows (which overlap); of gates that share no round, ${rateText(results.separateAlarms)}.`,
    ...results.separateAlone.map(
      (rate) =>
        `+${percent(rate.change)} in the slowest stage, that stage alone blamed, of gates that share no round: ${rateText(rate)}.`,
    ),
    "",
    table(
      [
        "load",
        "rule",
        "rounds",
        "pressure",
        "false alarms",
        "apart",
        "+10 % found",
        "alone",
        "+20 % found",
        "alone",
      ],
      results.rows.map((row) => [
        row.condition,
        row.rule,
        String(row.roundCount),
        percentOrUnknown(row.processorPressure),
        `${row.alarmCount} of ${row.windowCount} (${percent(row.alarmCount / row.windowCount)})`,
        rateText(row.separate.alarms),
        ...row.found.flatMap((found, index) => [percent(found), percent(row.alone[index]!)]),
      ]),
    ),
    "",
    table(
      ["live gates of", "put in", "failed", "alone blamed", "passed", "rounds", "pressure", "load"],
      results.live.map((row) => [
        "augment",
        row.fault,
        rateText(row.failed),
        row.alone === null ? "" : rateText(row.alone),
        String(row.passedCount),
        row.meanRoundCount.toFixed(1),
        percentOrUnknown(row.processorPressure),
        row.loadAverage.toFixed(1),
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
median share of time in which some task waited for a core, load the median of the system's load average. "Apart" are trials that share no round, with Clopper and
Pearson's 95 % interval: those that overlap are not independent, and their number proves nothing.
`;

/** Such as: 0 of 72 (0 % to 5 %). */
function rateText({ hitCount, trialCount, low, high }: TrialRate): string {
  return `${hitCount} of ${trialCount} (${percent(low)} to ${percent(high)})`;
}

function percentOrUnknown(share: number | null): string {
  return share === null ? "?" : percent(share);
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(share < 0.1 ? 2 : 1))} %`;
}
