import { compareDatasets } from "../explore/compare-datasets.ts";
import { defaultDriftRule } from "../explore/find-drift.ts";
import { datasetChecks } from "../gate/dataset/dataset-checks.ts";
import { readDatasetBaseline } from "../io/dataset-baseline-store.ts";
import { storedPath } from "../io/stored-json.ts";
import type { DriftRule } from "../model/drift.ts";
import type { Check, DatasetGate } from "../model/verdict.ts";
import { approvalOf } from "./approve-labels.ts";
import { datasetFolder, optionsAsBefore, type RemeasureOptions, snapshotOf } from "./dataset-baselines.ts";
import type { MeasureDatasetOptions } from "./measure-dataset.ts";

/** What to compare, and how strictly. */
export interface GateDatasetOptions extends RemeasureOptions {
  /** Name of the stored dataset. */
  readonly baselineName: string;
  /** Kinds of change that are only told, such as `removed` or `drift`. */
  readonly allowed: readonly string[];
  /** Asks for labels that somebody approved: a ledger's path, or true for the usual place; null asks for none. */
  readonly approvedLabels: string | true | null;
  /** Over the default rule. */
  readonly rule: Partial<DriftRule>;
}

/**
 * The dataset's part of `profile gate`: measures a dataset as its baseline was measured, and compares.
 * @throws SoundingsError ("baseline") when the stored dataset is missing or cannot be read
 */
export async function gateDataset(
  options: GateDatasetOptions,
): Promise<{ readonly dataset: DatasetGate; readonly checks: readonly Check[] }> {
  const { baselineName, allowed } = options;
  const before = await readDatasetBaseline(datasetFolder, baselineName);
  const measureOptions = optionsAsBefore(before, options);
  const after = await snapshotOf(measureOptions);
  const approval = await approvalChecks(options, measureOptions);
  const comparison = compareDatasets(before, after, { ...defaultDriftRule, ...options.rule });
  return {
    dataset: {
      source: measureOptions.path,
      baselinePath: storedPath(datasetFolder, baselineName),
      baselineCreatedAt: before.createdAt,
      baselineCommit: before.commit,
      comparison,
      allowed,
    },
    checks: [...approval, ...datasetChecks(comparison, allowed)],
  };
}

async function approvalChecks(
  { approvedLabels }: GateDatasetOptions,
  measureOptions: MeasureDatasetOptions,
): Promise<readonly Check[]> {
  if (approvedLabels === null) return [];
  return [await approvalOf({ ...measureOptions, ledger: approvedLabels === true ? null : approvedLabels })];
}
