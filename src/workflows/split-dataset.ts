import { assignSplits, type WantedSplit } from "../explore/assign-splits.ts";
import { countLeaks, strataOf, worstDeviation } from "../explore/describe-selection.ts";
import { divide, settledRule, withUnverified } from "../explore/selection-units.ts";
import { tool } from "../io/tool.ts";
import { type SelectionRule, type SplitReport, selectionSchemaVersion } from "../model/selection.ts";
import { splitText } from "../report/selection-text.ts";
import { type MeasuredDatasetOptions, measuredDataset } from "./measured-dataset.ts";
import { reportFolder } from "./report-folder.ts";
import { asJson, type WrittenReport } from "./write-reports.ts";
import { type SelectionTarget, writeSelection } from "./write-selection.ts";

/** How to divide a dataset. */
export interface SplitDatasetOptions
  extends MeasuredDatasetOptions,
    Pick<SelectionRule, "group" | "stratify" | "seed"> {
  /** Shares that add up to 1. */
  readonly splits: readonly WantedSplit[];
  /** Folder for the manifest and the report; null for the usual one. */
  readonly out: string | null;
  readonly files: SelectionTarget["files"];
}

/**
 * `profile split`: divides a dataset so that no group and no recording lies in two splits, with each stratum by the shares as nearly as that
 * allows, and says how near. Writes a manifest with the new split of each example.
 * @throws SoundingsError ("usage") when no example has a field that was named
 */
export async function splitDataset(
  options: SplitDatasetOptions,
): Promise<{ readonly report: SplitReport; readonly written: WrittenReport }> {
  const { splits, group, stratify, seed } = options;
  const { part, dataset, items, hasListened, unverified, ...found } = await measuredDataset(options);
  // What may be a copy is kept with what it may be a copy of.
  const copies = [...found.copies, ...unverified];
  const rule = settledRule(items, { group, stratify, seed, keepsDuplicates: hasListened }, dataset.columns);
  const divided = divide(items, rule, copies);
  const assignment = assignSplits(divided, splits, seed);
  const parts = splits.map(({ name, share }) => {
    const strata = strataOf(divided, (id) => assignment.get(id) === name, share);
    const count = strata.reduce((sum, one) => sum + one.count, 0);
    return { name, share, count, expected: share * items.length, strata };
  });
  const report: SplitReport = {
    schemaVersion: selectionSchemaVersion,
    tool,
    source: part.source,
    rule,
    wholeCount: items.length,
    units: withUnverified(divided.summary, unverified.length),
    splits: parts,
    worstDeviation: worstDeviation(parts.flatMap(({ strata }) => strata)),
    leaks: countLeaks(items, rule, { partOf: (id) => assignment.get(id)!, copies, hasListened }),
    assignment: Object.fromEntries(assignment),
  };
  const folder = options.out ?? `${reportFolder(dataset.name)}-split`;
  const examples = dataset.examples.map((example) => ({ ...example, split: assignment.get(example.id)! }));
  const paths = await writeSelection(examples, report, { folder, stem: "split", files: options.files });
  return { report, written: { json: asJson(report), summary: splitText(report), paths } };
}
