import { withAccepted } from "../gate/accepted-changes.ts";
import { anchored } from "../gate/anchored.ts";
import { pairedRule } from "../gate/decision-rule.ts";
import { acceptedSince, appendAccepted } from "../io/accepted-store.ts";
import { readClock, readDate } from "../io/clocks.ts";
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
  /** An older git ref that is compared with too, so that small steps add up; null compares with none. */
  readonly anchor: string | null;
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
  const { module, anchor } = options;
  const startedAt = readClock();
  // Both comparisons share the level and the time.
  const share = anchor === null ? 1 : 0.5;
  const rule = pairedRule(options.rule);
  const shared = { ...rule, alpha: share * rule.alpha };
  const compare = { ...options.compare, maxSeconds: share * options.compare.maxSeconds };
  const prepared = await prepareRevisions(options);
  try {
    const pipelines = { ...options.pipelines, baseModule: prepared.baseModule, headModule: module };
    const accepted = acceptedSince(prepared.baseFolder, ".");
    const compared = await comparePairs({ ...compare, pipelines, rule: shared });
    const { account, isInterleaved } = compared;
    const { against, baseCommit } = prepared.revisions;
    const added =
      options.acceptReason === null ? [] : entriesFor(compared.verdict, baseCommit, options.acceptReason);
    if (added.length > 0) await appendAccepted(added);
    const judged = withAccepted(compared.verdict, [...accepted, ...added], compare.acceptedStages);
    const spentSeconds = readClock() - startedAt;
    const maxSeconds = Math.max(compare.maxSeconds, options.compare.maxSeconds - spentSeconds);
    const verdict =
      anchor === null ? judged : await withAnchor(judged, anchor, { ...options, rule, maxSeconds });
    const call = `profile gate ${quoted(module)} --against`;
    const further = `${anchor === null ? "" : ` --anchor ${quoted(anchor)}`}${parameterText(options.pipelines.parameters)}`;
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
      reproduceCommand: `${call} ${baseCommit.slice(0, 12)} --seed ${account.seed}${further}`,
      acceptCommand: `${call} ${quoted(against)}${further} --accept "<why>"`,
    };
  } finally {
    prepared.remove();
  }
}

/** The verdict with what the head says against an older revision, by times alone: what else has changed since was judged when it did. */
async function withAnchor(
  judged: Verdict,
  anchor: string,
  options: RunPairedGateOptions & { readonly rule: DecisionRule; readonly maxSeconds: number },
): Promise<Verdict> {
  const { module, compare, rule, maxSeconds } = options;
  const prepared = await prepareRevisions({ ...options, against: anchor, isHeadBuilt: true });
  try {
    const { times } = await comparePairs({
      ...compare,
      ...{ maxSeconds, countingProcessCount: 0, rule: { ...rule, alpha: rule.alpha / 2 } },
      pipelines: { ...options.pipelines, baseModule: prepared.baseModule, headModule: module },
    });
    const accepted = acceptedSince(prepared.baseFolder, ".");
    const older = withAccepted(times, accepted, compare.acceptedStages);
    const since = { createdAt: prepared.baseCommittedAt, commit: prepared.revisions.baseCommit };
    return anchored({ ...judged, rule: { ...judged.rule, alpha: rule.alpha } }, older, since);
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
