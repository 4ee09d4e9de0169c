import type { LabelLedger, LabelSet } from "../model/label-ledger.ts";
import type { Check } from "../model/verdict.ts";

/** Examples that a check names. */
const namedAtMost = 20;

/**
 * Whether the labels of a dataset, as they are now, have been approved: the latest approval is of these very examples, contents and labels,
 * and every decision in it has been carried out.
 */
export function labelApprovalCheck(ledger: LabelLedger | null, set: LabelSet): Check {
  const head = {
    category: "dataset",
    subject: set.dataset,
    quantity: "approvedLabels",
    tolerance: 0,
  } as const;
  const current = set.labelSetSha256.slice(0, 16);
  const latest = ledger?.approvals.at(-1);
  if (latest === undefined) {
    return {
      ...head,
      kind: "failed",
      baseline: null,
      current,
      message: `the labels of ${set.dataset} have not been approved`,
    };
  }
  const baseline = latest.labelSetSha256.slice(0, 16);
  const open = openDecisions(latest.decisions, set);
  if (open.length > 0) {
    const message = `${open.length} decisions of the latest review are not carried out: ${open.slice(0, 3).join(", ")}`;
    return { ...head, kind: "failed", baseline, current, message, examples: open.slice(0, namedAtMost) };
  }
  if (latest.labelSetSha256 !== set.labelSetSha256) {
    const message =
      `the labels or files of ${set.dataset} have changed since they were approved ` +
      `(${latest.exampleCount} examples then, ${set.examples.length} now)`;
    return { ...head, kind: "failed", baseline, current, message };
  }
  const message = `approved on ${latest.approvedAt.slice(0, 10)} by ${latest.reviewerRole}: ${latest.reason}`;
  return { ...head, kind: "passed", baseline, current, message };
}

/** Ids of examples that still have the label that a decision replaced, or are still there though they were to go. */
function openDecisions(
  decisions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly contentSha256: string;
    readonly correctedLabel: string | null;
  }[],
  set: LabelSet,
): readonly string[] {
  const byId = new Map(set.examples.map((example) => [example.id, example]));
  return decisions.flatMap(({ id, kind, contentSha256, correctedLabel }) => {
    const example = byId.get(id);
    if (example === undefined || example.contentSha256 !== contentSha256) return [];
    const isOpen =
      kind === "exclude" || (kind === "relabel" && !example.labels.includes(correctedLabel ?? ""));
    return isOpen ? [id] : [];
  });
}
