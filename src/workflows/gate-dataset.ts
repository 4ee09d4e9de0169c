import { compareDatasets } from "../explore/compare-datasets.ts";
import { defaultDriftRule } from "../explore/find-drift.ts";
import { datasetChecks } from "../gate/dataset/dataset-checks.ts";
import { readDatasetBaseline } from "../io/dataset-baseline-store.ts";
import { storedPath } from "../io/stored-json.ts";
import type { DriftRule } from "../model/drift.ts";
import type { Check, DatasetGate } from "../model/verdict.ts";
import { datasetFolder, optionsAsBefore, type RemeasureOptions, snapshotOf } from "./dataset-baselines.ts";

/** What to compare, and how strictly. */
export interface GateDatasetOptions extends RemeasureOptions {
  /** Name of the stored dataset. */
  readonly baselineName: string;
  /** Kinds of change that are only told, such as `removed` or `drift`. */
  readonly allowed: readonly string[];
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
    checks: datasetChecks(comparison, allowed),
  };
}
