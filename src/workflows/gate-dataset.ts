import { compareReports } from "../explore/compare-reports.ts";
import { compareWithAnchor } from "../explore/creep.ts";
import { defaultDriftRule } from "../explore/find-drift.ts";
import { datasetChecks } from "../gate/dataset/dataset-checks.ts";
import { readDatasetBaseline } from "../io/dataset-baseline-store.ts";
import { readDatasetReport } from "../io/dataset-report-store.ts";
import { isFilePath, readingPath } from "../io/stored-json.ts";
import type { DriftRule } from "../model/drift.ts";
import { SoundingsError } from "../model/errors.ts";
import { isImageReport } from "../model/image-report.ts";
import type { MediaKind } from "../model/media-kind.ts";
import type { Check, DatasetGate } from "../model/verdict.ts";
import { approvalOf } from "./approve-labels.ts";
import {
  datasetFolder,
  optionsAsBefore,
  type RemeasureOptions,
  snapshotOf,
  wholeReport,
} from "./dataset-baselines.ts";
import { storedReport } from "./know-dataset.ts";
import type { MeasureDatasetOptions } from "./measure-dataset.ts";

/** What to compare, and how strictly. */
export interface GateDatasetOptions extends RemeasureOptions {
  /** Name of the stored dataset, or the path of its file or of a `dataset.json`. */
  readonly baselineName: string;
  /** Kinds of change that are only told, such as `removed` or `drift`. */
  readonly allowed: readonly string[];
  /** Asks for labels that somebody approved: a ledger's path, or true for the usual place; null asks for none. */
  readonly approvedLabels: string | true | null;
  /** Over the default rule. */
  readonly rule: Partial<DriftRule>;
}

/**
 * The dataset's part of `profile gate`: measures a dataset as its baseline was measured, and compares, example by example with a stored dataset,
 * by what it counts with a `dataset.json`.
 * @throws SoundingsError ("baseline") when the stored dataset is missing or cannot be read
 */
export async function gateDataset(
  options: GateDatasetOptions,
): Promise<{ readonly dataset: DatasetGate; readonly checks: readonly Check[] }> {
  const { baselineName, allowed } = options;
  const rule = { ...defaultDriftRule, ...options.rule };
  const isReport = isFilePath(baselineName) && (await looksLikeReport(baselineName));
  const { measureOptions, ...held } = isReport
    ? await againstReport(options, rule)
    : await againstStored(options, rule);
  const approval = await approvalChecks(options, measureOptions);
  return {
    dataset: {
      source: measureOptions.path,
      baselinePath: readingPath(datasetFolder, baselineName),
      ...held,
      allowed,
    },
    checks: [...approval, ...datasetChecks(held.comparison, allowed)],
  };
}

/** What it was held against, and how it was measured for that. */
interface Held extends Pick<DatasetGate, "baselineCreatedAt" | "baselineCommit" | "comparison"> {
  readonly measureOptions: MeasureDatasetOptions;
}

async function againstStored(options: GateDatasetOptions, rule: DriftRule): Promise<Held> {
  const before = await readDatasetBaseline(datasetFolder, options.baselineName);
  const measureOptions = optionsAsBefore(before, options);
  const now = await snapshotOf(measureOptions);
  checkKind(options.baselineName, before.kind ?? "audio", now.kind ?? "audio");
  const comparison = compareWithAnchor(before, now, rule);
  return { baselineCreatedAt: before.createdAt, baselineCommit: before.commit, comparison, measureOptions };
}

async function againstReport(options: GateDatasetOptions, rule: DriftRule): Promise<Held> {
  const { report: before, createdAt } = await readDatasetReport(options.baselineName);
  const measureOptions = optionsAsBefore(before, options);
  const { report } = await wholeReport(measureOptions);
  const [was, is] = [before, report].map((one): MediaKind => (isImageReport(one) ? "image" : "audio"));
  checkKind(options.baselineName, was!, is!);
  const comparison = compareReports(before, report, rule);
  return { baselineCreatedAt: createdAt, baselineCommit: null, comparison, measureOptions };
}

/** What was stored of images says nothing of recordings. */
function checkKind(name: string, was: MediaKind, is: MediaKind): void {
  if (was === is) return;
  const words = { audio: "recordings", image: "images" } as const;
  throw new SoundingsError(
    "baseline",
    `${name} is a dataset of ${words[was]}, and what is there now one of ${words[is]}`,
    { hint: "give the path of the dataset: profile gate --dataset <path>" },
  );
}

/** Whether a file is a `dataset.json` rather than a stored dataset; what cannot be read is left to whoever reads it. */
async function looksLikeReport(path: string): Promise<boolean> {
  try {
    return (await storedReport(path)) !== null;
  } catch {
    return true;
  }
}

async function approvalChecks(
  { approvedLabels }: GateDatasetOptions,
  measureOptions: MeasureDatasetOptions,
): Promise<readonly Check[]> {
  if (approvedLabels === null) return [];
  return [await approvalOf({ ...measureOptions, ledger: approvedLabels === true ? null : approvedLabels })];
}
