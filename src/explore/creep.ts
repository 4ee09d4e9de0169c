import type { CreptDrifts, DatasetComparison } from "../model/dataset-comparison.ts";
import type { DatasetAnchor, DatasetSnapshot } from "../model/dataset-snapshot.ts";
import type { Drift, DriftRule } from "../model/drift.ts";
import { compareDatasets } from "./compare-datasets.ts";
import { driftColumns } from "./drift-columns.ts";
import { findDrift } from "./find-drift.ts";

/**
 * A dataset now against its last stored state, and against an older one, so that many small steps are seen. Both share the rule's level. What drifted
 * since the last state is told there; the older state adds what has not, and yet has since.
 */
export function compareWithAnchor(
  before: DatasetSnapshot & { readonly anchor?: DatasetAnchor },
  after: DatasetSnapshot,
  rule: DriftRule,
): DatasetComparison {
  const { anchor } = before;
  if (anchor === undefined) return compareDatasets(before, after, rule);
  const shared = { ...rule, alpha: rule.alpha / 2 };
  const comparison = compareDatasets(before, after, shared);
  const told = new Set(comparison.drifts.filter(hasDrifted).map(keyOf));
  const drifts = driftsSince(anchor, after, shared).filter((drift) => !told.has(keyOf(drift)));
  const crept: CreptDrifts = { since: anchor.createdAt, drifts };
  return { ...comparison, crept };
}

/** What has drifted since an older state. */
export function driftsSince(
  anchor: DatasetAnchor,
  after: DatasetSnapshot,
  rule: DriftRule,
): readonly Drift[] {
  return findDrift(driftColumns(anchor, after, []), rule).filter(hasDrifted);
}

function hasDrifted({ outcome }: Drift): boolean {
  return outcome === "drifted";
}

function keyOf({ feature, kind }: Drift): string {
  return `${kind}:${feature}`;
}
