import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { pairedRule } from "../../../src/gate/decision-rule.ts";
import { readEnvironment } from "../../../src/io/machine.ts";
import type { TrialRate } from "../../../src/model/selftest.ts";
import type { Verdict } from "../../../src/model/verdict.ts";
import { median } from "../../../src/stats/quantiles.ts";
import type { Injection } from "../../../src/workflows/inject.ts";
import { blamesAlone, oneGate } from "../../../src/workflows/live-trials.ts";
import type { PairedPipelines } from "../../../src/workflows/measure-pair.ts";
import { machineText, rateOf } from "./evaluate.ts";
import { storyPipelines } from "./story.ts";

const path = "test/bench/gate/live-trials.jsonl";
const stage = "augment";

/** One whole gate, run live: a line of the file. */
interface LiveTrial {
  readonly fault: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: string;
  /** Whether the stage that has the fault was blamed, and no other. */
  readonly isAlone: boolean;
  /** The verdict's own words, for whoever wants to know why. */
  readonly message: string;
  readonly roundCount: number;
  readonly discardedRoundCount: number;
  readonly seed: number;
  /** Relative change by metric as the gate saw it: centre, and its 95 % interval. */
  readonly changes: Readonly<Record<string, readonly [number, number, number]>>;
  readonly processorPressure: number | null;
  readonly queueShare: number | null;
  /** Tasks that ran or wanted to, on average over the last minute. */
  readonly loadAverage: number;
  readonly machine: string;
}

/** What is put in, and how many gates have it, as a share of those that have nothing. */
const faults: Readonly<Record<string, { readonly injection: Injection | null; readonly share: number }>> = {
  unchanged: { injection: null, share: 1 },
  "+10 % time": { injection: { stage, kind: "time", share: 0.1 }, share: 1 / 2 },
  "+20 % time": { injection: { stage, kind: "time", share: 0.2 }, share: 1 / 4 },
  "+1 % allocation": { injection: { stage, kind: "allocation", share: 0.01 }, share: 1 / 4 },
};

/** Goes on with live gates, those furthest behind first: as many of unchanged code as are asked for, fewer with each fault; of one fault alone, all. */
export async function runLiveTrials(effort: {
  readonly trialCount: number;
  readonly maxSeconds: number;
  /** Name of the one fault to put in; null takes all in turn. */
  readonly only: string | null;
  readonly note: (text: string) => void;
}): Promise<void> {
  const endsAt = performance.now() + 1000 * effort.maxSeconds;
  const pipelines = await storyPipelines();
  while (performance.now() < endsAt) {
    const done = trials();
    const open = Object.entries(faults)
      .filter(([fault]) => effort.only === null || fault === effort.only)
      .map(([fault, { share }]) => {
        const count = done.filter((trial) => trial.fault === fault).length;
        return { fault, count, progress: count / (effort.trialCount * (effort.only === null ? share : 1)) };
      })
      .filter(({ progress }) => progress < 1)
      .sort((a, b) => a.progress - b.progress)[0];
    if (open === undefined) return;
    effort.note(`live: ${open.fault}, gate ${open.count + 1}`);
    appendFileSync(
      path,
      `${startOfLine()}${JSON.stringify(await liveTrial(pipelines, open.fault, open.count))}\n`,
    );
  }
}

async function liveTrial(pipelines: PairedPipelines, fault: string, trial: number): Promise<LiveTrial> {
  const injection = faults[fault]?.injection ?? null;
  const options = { pipelines, seed: 1000, mayInterleave: true, rule: pairedRule() };
  const { verdict, account } = await oneGate(
    { ...options, maxSeconds: Number.POSITIVE_INFINITY },
    injection,
    trial,
  );
  return {
    fault,
    at: new Date().toISOString(),
    kind: verdict.kind,
    isAlone: blamesAlone(verdict, stage),
    message: verdict.message,
    roundCount: account.roundCount,
    discardedRoundCount: account.discardedRoundCount,
    seed: account.seed,
    changes: changesOf(verdict),
    ...account.load,
    loadAverage: Number(loadavg()[0]!.toFixed(2)),
    machine: machineText(readEnvironment()),
  };
}

function changesOf({ comparisons }: Verdict): LiveTrial["changes"] {
  const rounded = (value: number): number => Number(value.toFixed(4));
  return Object.fromEntries(
    comparisons.flatMap(({ metric, relativeChange }) =>
      relativeChange === null
        ? []
        : [
            [
              metric.id,
              [rounded(relativeChange.center), rounded(relativeChange.low), rounded(relativeChange.high)],
            ],
          ],
    ),
  );
}

/** Begins a new line where the last one was cut. */
function startOfLine(): string {
  return !existsSync(path) || readFileSync(path, "utf8").endsWith("\n") ? "" : "\n";
}

function trials(): readonly LiveTrial[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line): LiveTrial[] => {
      try {
        return [JSON.parse(line) as LiveTrial];
      } catch {
        // The empty end of the file, or a line that was cut when the bench was ended.
        return [];
      }
    });
}

/** What the live gates of one kind came to. */
export interface LiveRow {
  readonly fault: string;
  readonly failed: TrialRate;
  /** Of all gates, those that blamed the stage with the fault and no other; null without a fault. */
  readonly alone: TrialRate | null;
  readonly passedCount: number;
  readonly meanRoundCount: number;
  /** Medians over the gates; null where unknown. */
  readonly processorPressure: number | null;
  readonly loadAverage: number;
}

/** All live gates so far, by fault. */
export function liveSummary(): readonly LiveRow[] {
  const all = trials();
  return Object.keys(faults).flatMap((fault) => {
    const own = all.filter((trial) => trial.fault === fault);
    if (own.length === 0) return [];
    const countOf = (isCounted: (trial: LiveTrial) => boolean): number => own.filter(isCounted).length;
    const isFailed = ({ kind }: LiveTrial): boolean => kind === "regressed" || kind === "missing";
    return [
      {
        fault,
        failed: rateOf(countOf(isFailed), own.length),
        alone:
          faults[fault]?.injection === null
            ? null
            : rateOf(
                countOf((trial) => isFailed(trial) && trial.isAlone),
                own.length,
              ),
        passedCount: countOf(({ kind }) => kind === "passed" || kind === "improved"),
        meanRoundCount: own.reduce((sum, { roundCount }) => sum + roundCount, 0) / own.length,
        processorPressure: median(own.flatMap(({ processorPressure: p }) => (p === null ? [] : [p]))) ?? null,
        loadAverage: median(own.map(({ loadAverage }) => loadAverage))!,
      },
    ];
  });
}
