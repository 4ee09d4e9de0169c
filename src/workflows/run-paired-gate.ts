import { withAccepted } from "../gate/accepted-changes.ts";
import { pairedRule } from "../gate/decision-rule.ts";
import { acceptedSince, appendAccepted } from "../io/accepted-store.ts";
import { readDate } from "../io/clocks.ts";
import { tool } from "../io/tool.ts";
import type { AcceptedRegression } from "../model/baseline.ts";
import type { DecisionRule, GateReport, Verdict } from "../model/verdict.ts";
import { type ComparePairsOptions, comparePairs } from "./compare-pairs.ts";
import type { PairedPipelines } from "./measure-pair.ts";
import { prepareRevisions, type RevisionOptions } from "./prepare-revisions.ts";
import { parameterText, quoted } from "./shell-words.ts";

/** What `profile gate --against` does. */
export interface RunPairedGateOptions extends RevisionOptions {
  readonly pipelines: Omit<PairedPipelines, "baseModule" | "headModule">;
  readonly compare: Omit<ComparePairsOptions, "pipelines" | "rule">;
  /** Accepts the slow-downs that are found, for this reason; null accepts none. */
  readonly acceptReason: string | null;
  /** Over the default rule. */
  readonly rule: Partial<DecisionRule>;
}

/**
 * `profile gate --against <git ref>`: builds both revisions, measures them side by side, and decides.
 * @throws SoundingsError ("baseline") when there is no such revision, ("run") when one of them cannot be built or run
 */
export async function runPairedGate(options: RunPairedGateOptions): Promise<GateReport> {
  const prepared = await prepareRevisions(options);
  const { module, compare } = options;
  try {
    const pipelines = { ...options.pipelines, baseModule: prepared.baseModule, headModule: module };
    const accepted = acceptedSince(prepared.baseFolder, ".");
    const compared = await comparePairs({
      ...compare,
      pipelines,
      rule: pairedRule(options.rule),
    });
    const { account, isInterleaved } = compared;
    const { against, baseCommit } = prepared.revisions;
    const added =
      options.acceptReason === null ? [] : entriesFor(compared.verdict, baseCommit, options.acceptReason);
    if (added.length > 0) await appendAccepted(added);
    const verdict = withAccepted(compared.verdict, [...accepted, ...added], compare.acceptedStages);
    const shared = `profile gate ${quoted(module)} --against`;
    return {
      ...verdict,
      schemaVersion: 1,
      tool,
      createdAt: readDate(),
      baselineName: against,
      baselinePath: baseCommit,
      baselineCreatedAt: prepared.baseCommittedAt,
      baselineCommit: baseCommit,
      roundCount: account.roundCount,
      module,
      account,
      revisions: { ...prepared.revisions, isInterleaved },
      reproduceCommand: `${shared} ${baseCommit.slice(0, 12)} --seed ${account.seed}${parameterText(options.pipelines.parameters)}`,
      acceptCommand: `${shared} ${quoted(against)}${parameterText(options.pipelines.parameters)} --accept "<why>"`,
    };
  } finally {
    prepared.remove();
  }
}

/** The slow-downs of a verdict as entries for reviewers to read. */
function entriesFor(
  { comparisons }: Verdict,
  baseCommit: string,
  reason: string,
): readonly AcceptedRegression[] {
  return comparisons.flatMap(({ kind, metric, relativeChange }) =>
    kind === "regressed" && relativeChange !== null
      ? [{ acceptedAt: readDate(), baseCommit, metricId: metric.id, upTo: relativeChange.high, reason }]
      : [],
  );
}
