import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { pairedRule } from "../../../src/gate/decision-rule.ts";
import { clopperPearson } from "../../../src/stats/clopper-pearson.ts";
import type { Injection } from "../../../src/workflows/inject.ts";
import { blamesAlone, oneGate } from "../../../src/workflows/live-trials.ts";
import type { PairedPipelines } from "../../../src/workflows/measure-pair.ts";
import { storyPipelines } from "./story.ts";

const path = "test/bench/gate/live-trials.jsonl";
const stage = "augment";

/** One whole gate, run live. */
interface LiveTrial {
  readonly fault: string;
  readonly at: string;
  readonly kind: string;
  readonly isAlone: boolean;
  readonly roundCount: number;
  readonly processorPressure: number | null;
}

const faults: Readonly<Record<string, Injection | null>> = {
  unchanged: null,
  "+10 % time": { stage, kind: "time", share: 0.1 },
  "+20 % time": { stage, kind: "time", share: 0.2 },
  "+1 % allocation": { stage, kind: "allocation", share: 0.0125 },
};

/** Goes on with live gates: as many of unchanged code as are asked for, and a sixth as many with each fault. */
export async function runLiveTrials(effort: {
  readonly trialCount: number;
  readonly maxSeconds: number;
  readonly note: (text: string) => void;
}): Promise<void> {
  const endsAt = performance.now() + 1000 * effort.maxSeconds;
  const pipelines = await storyPipelines();
  while (performance.now() < endsAt) {
    const done = trials();
    const open = Object.keys(faults)
      .map((fault) => {
        const wanted = fault === "unchanged" ? effort.trialCount : Math.ceil(effort.trialCount / 6);
        const count = done.filter((trial) => trial.fault === fault).length;
        return { fault, count, share: count / wanted };
      })
      .filter(({ share }) => share < 1)
      .sort((a, b) => a.share - b.share)[0];
    if (open === undefined) return;
    effort.note(`live: ${open.fault}, gate ${open.count + 1}`);
    appendFileSync(path, `${JSON.stringify(await liveTrial(pipelines, open.fault, open.count))}\n`);
  }
}

async function liveTrial(pipelines: PairedPipelines, fault: string, trial: number): Promise<LiveTrial> {
  const injection = faults[fault] ?? null;
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
    roundCount: account.roundCount,
    processorPressure: account.load.processorPressure,
  };
}

function trials(): readonly LiveTrial[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LiveTrial);
}

/** What the live gates of one kind came to. */
export interface LiveRow {
  readonly fault: string;
  readonly trialCount: number;
  readonly failedCount: number;
  readonly aloneCount: number;
  readonly passedCount: number;
  readonly low: number;
  readonly high: number;
  readonly meanRoundCount: number;
}

/** All live gates so far, by fault. */
export function liveSummary(): readonly LiveRow[] {
  const all = trials();
  return Object.keys(faults).flatMap((fault) => {
    const own = all.filter((trial) => trial.fault === fault);
    if (own.length === 0) return [];
    const failed = own.filter(({ kind }) => kind === "regressed");
    const { low, high } = clopperPearson(failed.length, own.length);
    return [
      {
        ...{ fault, low, high, trialCount: own.length, failedCount: failed.length },
        aloneCount: failed.filter(({ isAlone }) => isAlone).length,
        passedCount: own.filter(({ kind }) => kind === "passed" || kind === "improved").length,
        meanRoundCount: own.reduce((sum, { roundCount }) => sum + roundCount, 0) / own.length,
      },
    ];
  });
}
