import { dirname } from "node:path";
import { defaultRule } from "../gate/decision-rule.ts";
import { withChecks } from "../gate/with-checks.ts";
import { baselinePath } from "../io/baseline-store.ts";
import { readDate } from "../io/clocks.ts";
import { exists } from "../io/files.ts";
import { isFilePath } from "../io/stored-json.ts";
import { tool } from "../io/tool.ts";
import type { Check, DatasetGate, GateReport } from "../model/verdict.ts";
import { baselineFolder } from "./baselines.ts";
import { type GateDatasetOptions, gateDataset } from "./gate-dataset.ts";
import { quoted } from "./shell-words.ts";

/** Whether a baseline is named by the path of its file. */
export function namesFile(baselineName: string): boolean {
  return isFilePath(baselineName);
}

/** Whether a pipeline's baseline of this name is stored. A file that is named by its path is the dataset's. */
export async function hasPipelineBaseline(name: string): Promise<boolean> {
  return !isFilePath(name) && exists(baselinePath(baselineFolder, name));
}

/**
 * One verdict over a pipeline, a dataset, or both. The dataset goes first: it takes no quiet machine, and when it cannot be read nobody
 * has to wait for rounds to hear of it.
 */
export async function gateEverything(
  gatePipeline: (() => Promise<GateReport>) | null,
  dataset: GateDatasetOptions | null,
): Promise<GateReport> {
  const found = dataset === null ? null : await gateDataset(dataset);
  if (found === null || dataset === null) {
    if (gatePipeline === null) throw new TypeError("there is nothing to gate");
    return gatePipeline();
  }
  const report = gatePipeline === null ? datasetAlone(found.dataset, dataset) : await gatePipeline();
  return withDataset(report, found);
}

function withDataset(
  report: GateReport,
  { dataset, checks }: { readonly dataset: DatasetGate; readonly checks: readonly Check[] },
): GateReport {
  return withChecks({ ...report, dataset }, checks);
}

/** A report in which no pipeline was measured: its verdict is that of the checks. */
function datasetAlone(
  { source, baselinePath: path, baselineCreatedAt, baselineCommit, comparison }: DatasetGate,
  { baselineName, path: given, allowed, approvedLabels }: GateDatasetOptions,
): GateReport {
  const option = given === null ? "--dataset" : `--dataset ${quoted(source)}`;
  const allow = allowed.length === 0 ? "" : ` --allow ${allowed.join(",")}`;
  const ledger = typeof approvedLabels === "string" ? ` ${quoted(approvedLabels)}` : "";
  const approved = approvedLabels === null ? "" : ` --require-approved-labels${ledger}`;
  const { unchangedCount, beforeCount, changes, countedKinds } = comparison;
  const isByCounts = countedKinds !== undefined;
  const accept = `profile baseline accept ${quoted(baselineName)} ${option} --reason "<why>"`;
  return {
    kind: "passed",
    blamedStages: [],
    message: isByCounts
      ? `by its counts, ${unchangedCount} of ${beforeCount} examples may be as they were, ${changes.added.count} are new`
      : `${unchangedCount} of ${beforeCount} examples are as they were, ${changes.added.count} are new`,
    comparisons: [],
    rule: defaultRule,
    machineDifferences: [],
    isAdvisory: false,
    schemaVersion: 1,
    tool,
    createdAt: readDate(),
    baselineName,
    baselinePath: path,
    baselineCreatedAt,
    baselineCommit,
    roundCount: 0,
    hasPipeline: false,
    reproduceCommand: `profile gate --baseline ${quoted(baselineName)} ${option}${allow}${approved}`,
    acceptCommand: isByCounts ? `profile dataset ${quoted(source)} --out ${quoted(dirname(path))}` : accept,
  };
}
