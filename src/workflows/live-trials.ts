import { readClock } from "../io/clocks.ts";
import { SoundingsError } from "../model/errors.ts";
import type { LiveTrials, TrialRate } from "../model/selftest.ts";
import type { DecisionRule, Verdict } from "../model/verdict.ts";
import { clopperPearson } from "../stats/clopper-pearson.ts";
import { type ComparedPairs, comparePairs } from "./compare-pairs.ts";
import type { Injection } from "./inject.ts";
import type { PairedPipelines } from "./measure-pair.ts";

/** Whole gates of a pipeline against itself. */
export interface LiveTrialsOptions {
  readonly pipelines: PairedPipelines;
  /** Gates without a fault, and with each fault. */
  readonly trialCount: number;
  readonly maxSeconds: number;
  readonly seed: number;
  readonly mayInterleave: boolean;
  readonly rule: DecisionRule;
  /** Stages in the order in which faults are tried on them. */
  readonly stages: readonly string[];
  readonly onStep?: (step: string, share: number) => void;
}

/** Faults that are put into a running pipeline, after none. */
const faults: readonly (Omit<Injection, "stage"> | null)[] = [
  null,
  { kind: "time", share: 0.1 },
  { kind: "time", share: 0.2 },
  { kind: "allocation", share: 0.01 },
];

/** Enough to have a verdict at all, where counts are what matters. */
const fewRounds = { least: 5, most: 5 } as const;

/** Runs gates with and without faults in turn, as many of each as there is time for. */
export async function liveTrials(options: LiveTrialsOptions): Promise<readonly LiveTrials[]> {
  const startedAt = readClock();
  const stage = await injectableStage(options);
  const ended: Verdict[][] = faults.map(() => []);
  for (let trial = 0; trial < options.trialCount; trial++) {
    for (const [index, fault] of faults.entries()) {
      const spent = (readClock() - startedAt) / options.maxSeconds;
      if (spent >= 1 && trial > 0) return resultsOf(ended, stage);
      if (fault !== null && stage === null) continue;
      options.onStep?.(`gate ${trial + 1} of ${options.trialCount}, ${nameOf(fault)}`, Math.min(1, spent));
      const injection = fault === null ? null : { ...fault, stage: stage! };
      ended[index]!.push((await oneGate(options, injection, trial)).verdict);
    }
  }
  return resultsOf(ended, stage);
}

/** One gate of the pipeline against itself, with a fault in the head or without. A fault of allocation needs counting alone. */
export async function oneGate(
  { pipelines, seed, mayInterleave, rule }: Omit<LiveTrialsOptions, "trialCount" | "stages">,
  injection: Injection | null,
  trial: number,
): Promise<ComparedPairs> {
  const isOfCounts = injection?.kind === "allocation";
  return comparePairs({
    pipelines: { ...pipelines, injection },
    ...{ rule, mayInterleave, maxPressure: 1, acceptedStages: [] },
    rounds: isOfCounts ? fewRounds : null,
    maxSeconds: Number.POSITIVE_INFINITY,
    seed: seed + trial,
    countingProcessCount: 2,
  });
}

/** The first stage that a fault can be put into; null where there is none. */
async function injectableStage(options: LiveTrialsOptions): Promise<string | null> {
  for (const stage of options.stages) {
    try {
      const injection = { stage, kind: "time", share: 0 } as const;
      await comparePairs({
        pipelines: { ...options.pipelines, injection },
        ...{ rule: options.rule, mayInterleave: options.mayInterleave, maxPressure: 1, acceptedStages: [] },
        rounds: fewRounds,
        maxSeconds: 0,
        seed: options.seed,
        countingProcessCount: 0,
      });
      return stage;
    } catch (thrown) {
      if (!(thrown instanceof SoundingsError && thrown.code === "usage")) throw thrown;
    }
  }
  return null;
}

function resultsOf(ended: readonly (readonly Verdict[])[], stage: string | null): readonly LiveTrials[] {
  return faults.flatMap((fault, index): LiveTrials[] => {
    const verdicts = ended[index]!;
    if (verdicts.length === 0) return [];
    const failed = verdicts.filter(({ kind }) => kind === "regressed");
    return [
      {
        fault: fault?.kind ?? "none",
        stage: fault === null ? null : stage,
        share: fault?.share ?? 0,
        failed: rateOf(failed.length, verdicts.length),
        aloneBlamed:
          fault === null
            ? null
            : rateOf(failed.filter((one) => blamesAlone(one, stage!)).length, verdicts.length),
      },
    ];
  });
}

/** Whether a verdict names this stage, by its time or by its counts, and no other. */
export function blamesAlone({ blamedStages, checks = [] }: Verdict, stage: string): boolean {
  const failed = checks.filter(({ kind }) => kind === "failed").flatMap(({ subject }) => subject ?? []);
  const named = new Set([...blamedStages, ...failed]);
  return named.size === 1 && named.has(stage);
}

function rateOf(hitCount: number, trialCount: number): TrialRate {
  const { low, high } = clopperPearson(hitCount, trialCount);
  return { trialCount, hitCount, low, high };
}

function nameOf(fault: Omit<Injection, "stage"> | null): string {
  return fault === null ? "unchanged" : `${100 * fault.share}% more ${fault.kind}`;
}
