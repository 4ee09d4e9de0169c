import { contractChecks } from "../gate/contract-checks.ts";
import { countChecks } from "../gate/count-checks.ts";
import { crossTalk } from "../gate/cross-talk.ts";
import { defaultDisturbanceLimits, discardDisturbed, sidesOf } from "../gate/disturbance.ts";
import { judgePairs } from "../gate/judge-pairs.ts";
import { pairedSeries } from "../gate/paired-series.ts";
import { defaultRounds, planLooks } from "../gate/sequential-plan.ts";
import { isDecided, type Looks, testSequentially } from "../gate/sequential-test.ts";
import { withChecks } from "../gate/with-checks.ts";
import { readClock } from "../io/clocks.ts";
import { countingOptions } from "../io/heap-clock.ts";
import type { CountedRound, PairedRound } from "../model/round.ts";
import type { Check, DecisionRule, LoadSummary, RoundAccount, Verdict } from "../model/verdict.ts";
import { mergeContracts } from "../profiler/contracts/merge-contracts.ts";
import { median } from "../stats/quantiles.ts";
import { type Random, seededRandom } from "../stats/random.ts";
import { countersOf } from "./counters.ts";
import { measureCounted, type PairedPipelines, pairMeasurer } from "./measure-pair.ts";

/** How pairs are measured and judged. */
export interface ComparePairsOptions {
  readonly pipelines: PairedPipelines;
  readonly rule: DecisionRule;
  /** Rounds before the first look, and at most; null takes the default. */
  readonly rounds: { readonly least: number; readonly most: number } | null;
  /** No further round begins after this time, in seconds. */
  readonly maxSeconds: number;
  readonly seed: number;
  /** False runs each side in a process of its own. */
  readonly mayInterleave: boolean;
  /** Processes per side that count; 0 counts nothing. */
  readonly countingProcessCount: number;
  readonly acceptedStages: readonly string[];
  /** CPU pressure, 0..1, above which a round is thrown away; 1 throws none away for it. */
  readonly maxPressure: number;
  /** Told after each round. */
  readonly onRound?: (roundIndex: number, roundCount: number) => void;
}

/** What came of it. */
export interface ComparedPairs {
  /** Over times, counts and contracts. */
  readonly verdict: Verdict;
  /** Over times alone. */
  readonly times: Verdict;
  readonly account: RoundAccount;
  readonly isInterleaved: boolean;
  /** The rounds that were judged. */
  readonly rounds: readonly PairedRound[];
}

/**
 * Measures both sides until the verdict cannot change, or rounds or time run out. Counts come first. The plan, how many rounds there can be,
 * is fixed at the first look from the time that rounds take, before any difference is looked at.
 */
export async function comparePairs(options: ComparePairsOptions): Promise<ComparedPairs> {
  const startedAt = readClock();
  const counted = await countBoth(options);
  const measured = await measureUntilDecided(options, startedAt);
  const { rounds, looks } = measured;
  const { rule, acceptedStages } = options;
  const disturbing = measured.isInterleaved ? crossTalk(rounds, rule) : [];
  const times = judgePairs(rounds, { rule, looks, acceptedStages });
  // Over all rounds: one alone may differ from another by what random augmentations draw.
  const contracts = contractChecks(
    mergeContracts(rounds.map(({ base }) => base.contracts)),
    mergeContracts(rounds.map(({ head }) => head.contracts)),
  );
  return {
    verdict: withChecks(times, [...counted, ...contracts]),
    times,
    account: {
      roundCount: looks.taken.at(-1) ?? 0,
      discardedRoundCount: measured.discardedCount,
      endedBy: measured.endedBy,
      seed: options.seed,
      load: loadOf(rounds),
      ...(disturbing.length === 0 ? {} : { crossTalk: disturbing }),
    },
    isInterleaved: measured.isInterleaved,
    rounds,
  };
}

interface MeasuredPairs {
  readonly rounds: readonly PairedRound[];
  readonly looks: Looks;
  readonly discardedCount: number;
  readonly endedBy: RoundAccount["endedBy"];
  readonly isInterleaved: boolean;
}

async function measureUntilDecided(options: ComparePairsOptions, startedAt: number): Promise<MeasuredPairs> {
  const measurer = pairMeasurer(options.pipelines, options.mayInterleave);
  const order = balancedOrder(seededRandom(options.seed));
  const roundsStartedAt = readClock();
  const all: PairedRound[] = [];
  const taken: number[] = [];
  const { least, most } = options.rounds ?? defaultRounds;
  let plan = planLooks(least, most);
  const limits = { ...defaultDisturbanceLimits, maxPressure: options.maxPressure };
  const ended = (endedBy: RoundAccount["endedBy"]): MeasuredPairs => {
    const { kept, discardedCount } = discardDisturbed(all, limits);
    const looks = { taken, planned: plan.at(-1)! };
    return { rounds: kept, looks, discardedCount, endedBy, isInterleaved: measurer.isInterleaved() };
  };
  for (;;) {
    all.push(await measurer.measure(order()));
    options.onRound?.(all.length - 1, plan.at(-1)!);
    const { kept } = discardDisturbed(all, limits);
    const spentSeconds = readClock() - startedAt;
    const isOutOfTime = spentSeconds > options.maxSeconds && kept.length >= leastRoundCount;
    if (kept.length === least && taken.length === 0) {
      const secondsPerRound = (readClock() - roundsStartedAt) / all.length;
      plan = affordablePlan(plan, kept.length + (options.maxSeconds - spentSeconds) / secondsPerRound);
    }
    if (!plan.includes(kept.length) && !isOutOfTime) continue;
    if (taken.at(-1) !== kept.length) taken.push(kept.length);
    const endedBy = reasonToEnd(kept, { taken, plan, isOutOfTime, most }, options.rule);
    if (endedBy !== null) return ended(endedBy);
  }
}

interface Progress {
  readonly taken: readonly number[];
  readonly plan: readonly number[];
  readonly isOutOfTime: boolean;
  /** Rounds that were asked for at most. */
  readonly most: number;
}

/** Why to stop at a look; null to go on. */
function reasonToEnd(
  kept: readonly PairedRound[],
  { taken, plan, isOutOfTime, most }: Progress,
  rule: DecisionRule,
): RoundAccount["endedBy"] | null {
  const planned = plan.at(-1)!;
  const looks = { taken, planned: Math.max(kept.length, planned) };
  if (isDecided(testSequentially(pairedSeries(kept, rule), looks, rule))) return "decision";
  if (kept.length >= planned) return planned < most ? "time" : "rounds";
  return isOutOfTime ? "time" : null;
}

/** Fewer rounds than these say nothing, whatever the time. */
const leastRoundCount = 5;

/** The plan, with as many rounds at most as there is time for. */
function affordablePlan(plan: readonly number[], affordable: number): readonly number[] {
  const [least = 1] = plan;
  const most = Math.max(least, Math.min(plan.at(-1)!, Math.floor(affordable)));
  return most === plan.at(-1)! ? plan : planLooks(least, most);
}

/** Which side begins: random, but in each block of four rounds each side begins twice. */
function balancedOrder(random: Random): () => boolean {
  let block: boolean[] = [];
  return () => {
    if (block.length === 0) block = random.shuffle([true, true, false, false]);
    return block.pop()!;
  };
}

/** Counts both sides and compares; nothing where nothing is to be counted. */
async function countBoth(options: ComparePairsOptions): Promise<readonly Check[]> {
  const sides: Record<"base" | "head", CountedRound[]> = { base: [], head: [] };
  for (let process = 0; process < options.countingProcessCount; process++) {
    for (const side of ["base", "head"] as const)
      sides[side].push(await measureCounted(options.pipelines, side, countingOptions));
  }
  return countChecks(countersOf(sides.base), countersOf(sides.head));
}

/** Medians of the load over rounds and sides. */
export function loadOf(rounds: readonly PairedRound[]): LoadSummary {
  const loads = rounds.flatMap((round) => sidesOf(round).map(({ load }) => load));
  return {
    processorPressure: median(loads.flatMap(({ processorPressure: p }) => (p === null ? [] : [p]))) ?? null,
    queueShare: median(loads.flatMap(({ queueShare: share }) => (share === null ? [] : [share]))) ?? null,
  };
}
