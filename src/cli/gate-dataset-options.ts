import { type Command, InvalidArgumentError } from "commander";
import { SoundingsError } from "../model/errors.ts";
import type { GateDatasetOptions } from "../workflows/gate-dataset.ts";
import { withWorkers } from "./layout-options.ts";
import { ratio } from "./option-values.ts";
import { showDatasetProgress } from "./show-dataset-progress.ts";
import type { Terminal } from "./terminal.ts";

/** What of a dataset may change without failing a gate. */
const allowable = [
  ...["added", "removed", "relabelled", "moved", "altered", "reencoded", "regrouped", "edited", "renamed"],
  ...["labels", "splits", "columns", "drift", "finding"],
];

/** The dataset's part of the options of a gate. */
export interface GateDatasetCliOptions {
  readonly baseline: string;
  /** A path; true takes the stored one. */
  readonly dataset?: string | true;
  readonly allow: readonly string[];
  /** A ledger's path; true takes the usual place. */
  readonly requireApprovedLabels?: string | true;
  readonly driftAlpha?: number;
  readonly driftDistance?: number;
  readonly workers: number;
}

/** Adds the options of a gate over a dataset. */
export function withGateDatasetOptions(command: Command): Command {
  return withWorkers(command)
    .option("--dataset [path]", "compare a dataset with its stored state (default: the stored path)")
    .option(
      "--allow <changes>",
      `changes that are only told, apart by commas: ${allowable.join(", ")}`,
      changes,
      [],
    )
    .option(
      "--require-approved-labels [ledger]",
      "fail unless the labels are those of the latest profile labels approve; with --dataset",
    )
    .option("--drift-alpha <ratio>", "share of false ones among reported drifts (default: 0.01)", ratio)
    .option(
      "--drift-distance <ratio>",
      "distance of two distributions that counts as drift (default: 0.1)",
      ratio,
    );
}

/** What to compare of a dataset; null where none was asked for. */
export function datasetGateOptions(
  options: GateDatasetCliOptions,
  terminal: Terminal,
): GateDatasetOptions | null {
  const { baseline, dataset, allow, driftAlpha, driftDistance, workers, requireApprovedLabels } = options;
  if (dataset === undefined && requireApprovedLabels !== undefined) {
    throw new SoundingsError("usage", "--require-approved-labels needs a dataset", {
      hint: "profile gate --dataset <path> --require-approved-labels",
    });
  }
  if (dataset === undefined) return null;
  return {
    baselineName: baseline,
    path: dataset === true ? null : dataset,
    allowed: allow,
    approvedLabels: requireApprovedLabels ?? null,
    rule: {
      ...(driftAlpha === undefined ? {} : { alpha: driftAlpha }),
      ...(driftDistance === undefined ? {} : { leastDistance: driftDistance }),
    },
    workerCount: workers,
    onProgress: showDatasetProgress(terminal),
  };
}

function changes(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !allowable.includes(name));
  if (unknown === undefined) return names;
  throw new InvalidArgumentError(`"${unknown}" is none of ${allowable.join(", ")}`);
}
