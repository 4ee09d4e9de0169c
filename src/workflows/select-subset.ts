import { chooseSubset } from "../explore/choose-subset.ts";
import { countLeaks, strataOf, worstDeviation } from "../explore/describe-selection.ts";
import { driftColumns } from "../explore/drift-columns.ts";
import { findDrift } from "../explore/find-drift.ts";
import { divide, settledRule, withUnverified } from "../explore/selection-units.ts";
import { snapshotFiles } from "../explore/snapshot-files.ts";
import { tool } from "../io/tool.ts";
import { type SelectionRule, type SubsetReport, selectionSchemaVersion } from "../model/selection.ts";
import { subsetText } from "../report/selection-text.ts";
import { type MeasuredDatasetOptions, measuredDataset, partOf } from "./measured-dataset.ts";
import { reportFolder } from "./report-folder.ts";
import { asJson, type WrittenReport } from "./write-reports.ts";
import { type SelectionTarget, writeSelection } from "./write-selection.ts";

export type { FilePlacing } from "../io/place-file.ts";

/** What to take of a dataset. */
export interface SelectSubsetOptions
  extends MeasuredDatasetOptions,
    Pick<SelectionRule, "group" | "stratify" | "seed"> {
  /** Share of the examples, above 0 and at most 1. */
  readonly fraction: number;
  /** Folder for the manifest and the report; null for the usual one. */
  readonly out: string | null;
  readonly files: SelectionTarget["files"];
}

/**
 * `profile subset`: a share of a dataset with its groups and copies whole and its strata in proportion, and how far its statistics are from
 * those of the whole. Files are written beside a manifest that `profile dataset` reads.
 * @throws SoundingsError ("usage") when no example has a field that was named
 */
export async function selectSubset(
  options: SelectSubsetOptions,
): Promise<{ readonly report: SubsetReport; readonly written: WrittenReport }> {
  const { fraction, group, stratify, seed } = options;
  const { part, dataset, items, hasListened, unverified, ...found } = await measuredDataset(options);
  // What may be a copy is kept with what it may be a copy of.
  const copies = [...found.copies, ...unverified];
  const rule = settledRule(items, { group, stratify, seed, keepsDuplicates: hasListened }, dataset.columns);
  const divided = divide(items, rule, copies);
  const ids = chooseSubset(divided, { fraction, seed });
  const chosen = new Set(ids);
  const strata = strataOf(divided, (id) => chosen.has(id), fraction);
  const partName = (id: string): string => (chosen.has(id) ? "subset" : "rest");
  const [whole, subset] = [part, partOf(part, (id) => chosen.has(id))].map((one) =>
    snapshotFiles(one, { findings: [] }),
  );
  const report: SubsetReport = {
    schemaVersion: selectionSchemaVersion,
    tool,
    source: part.source,
    rule,
    fraction,
    wholeCount: items.length,
    count: ids.length,
    units: withUnverified(divided.summary, unverified.length),
    strata,
    worstDeviation: worstDeviation(strata),
    leaks: countLeaks(items, rule, { partOf: partName, copies, hasListened }),
    drifts: findDrift(driftColumns(whole!, subset!, [])),
    ids,
  };
  const folder = options.out ?? `${reportFolder(dataset.name)}-subset`;
  const examples = dataset.examples.filter(({ id }) => chosen.has(id));
  const paths = await writeSelection(examples, report, { folder, stem: "subset", files: options.files });
  return { report, written: { json: asJson(report), summary: subsetText(report), paths } };
}
