import { type PairedRound, pipelineMetricId } from "../../../src/model/round.ts";
import { median } from "../../../src/stats/quantiles.ts";
import { studentTSurvival } from "../../../src/stats/student-t.ts";
import { yuenWelch } from "../../../src/stats/yuen.ts";

/** Passes of one metric by process, in seconds: what a tool that times processes would have seen. */
export interface SeenRuns {
  readonly base: readonly (readonly number[])[];
  readonly head: readonly (readonly number[])[];
}

/** A rule of another tool: whether it calls the head slower. */
export interface OtherRule {
  readonly name: string;
  readonly says: (runs: SeenRuns) => boolean;
}

/** Runs per side of the rules that want several. */
export const runCount = 10;

/*
 * The rules as the tools' defaults or documentation have them, written anew: what they conclude from the times, not how they take them.
 */
export const otherRules: readonly OtherRule[] = [
  {
    // Iterations are the samples: p < .05 and a change beyond the noise threshold of 1 %. Welch's t stands for its bootstrap of t.
    name: "criterion (p < .05, noise 1 %)",
    says: ({ base, head }) => {
      const [before, now] = [base[0]!, head[0]!];
      const t = yuenWelch(before, now, 0);
      const p = 2 * studentTSurvival(Math.abs(t.difference) / t.standardError, t.degreesOfFreedom);
      return p < 0.05 && meanOf(now) > 1.01 * meanOf(before);
    },
  },
  {
    name: "benchstat (10 then 10, U test p < .05)",
    says: ({ base, head }) => {
      const [before, now] = [base.map(meanOf), head.map(meanOf)];
      return rankSumP(before, now) < 0.05 && median(now)! > median(before)!;
    },
  },
  {
    name: "asv (factor 1.1, U test p < .002)",
    says: ({ base, head }) => {
      const [before, now] = [base.flat(), head.flat()];
      return rankSumP(before, now) < 0.002 && median(now)! > 1.1 * median(before)!;
    },
  },
  {
    name: "pytest-benchmark (min:5%)",
    says: ({ base, head }) => Math.min(...head[0]!) > 1.05 * Math.min(...base[0]!),
  },
  {
    name: "github-action-benchmark (200 %)",
    says: ({ base, head }) => meanOf(head[0]!) > 2 * meanOf(base[0]!),
  },
];

/**
 * Whether a rule calls any metric slower: the base as it was measured from `start` on, the head as it was measured after that, as tools do
 * that run the old code, then the new.
 * @param slowed a stage whose head is made slower by a factor, and the whole with it; null for none
 */
export function alarmsOf(
  rounds: readonly PairedRound[],
  start: number,
  { rule, ids, slowed }: AlarmQuestion,
): readonly string[] {
  const before = rounds.slice(start, start + runCount);
  const after = rounds.slice(start + runCount, start + 2 * runCount);
  return ids.filter((id) =>
    rule.says({
      base: before.map(({ base }) => base.passSeconds[id] ?? []),
      head: after.map(({ head }) => slowedPasses(head.passSeconds, id, slowed)),
    }),
  );
}

/** Which rule, over which metrics, with which slow-down. */
export interface AlarmQuestion {
  readonly rule: OtherRule;
  readonly ids: readonly string[];
  readonly slowed: { readonly metricId: string; readonly change: number } | null;
}

function slowedPasses(
  passes: Readonly<Record<string, readonly number[]>>,
  id: string,
  slowed: AlarmQuestion["slowed"],
): readonly number[] {
  const own = passes[id] ?? [];
  if (slowed === null || (id !== slowed.metricId && id !== pipelineMetricId)) return own;
  return own.map((seconds, pass) => seconds + slowed.change * (passes[slowed.metricId]?.[pass] ?? 0));
}

/** Two-sided p of the Mann-Whitney U test by the normal approximation with correction for ties. */
function rankSumP(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, isB: 0 })), ...b.map((value) => ({ value, isB: 1 }))];
  all.sort((x, y) => x.value - y.value);
  let [rankSum, tieTerm] = [0, 0];
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]!.value === all[from]!.value) to++;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) rankSum += all[at]!.isB * rank;
    tieTerm += (to - from) ** 3 - (to - from);
    from = to;
  }
  const [n, m, total] = [a.length, b.length, all.length];
  const u = rankSum - (m * (m + 1)) / 2;
  const variance = ((n * m) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
  const z = (Math.abs(u - (n * m) / 2) - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * studentTSurvival(z, Number.POSITIVE_INFINITY));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
