import type { DatasetDiff } from "../model/dataset-diff.ts";
import type { DatasetReport } from "../model/dataset-statistics.ts";
import type { ImageReport } from "../model/image-report.ts";
import type { PipelineReport } from "../model/pipeline-profile.ts";
import type { TableReport } from "../model/table-report.ts";
import type { GateReport } from "../model/verdict.ts";
import { type DatasetTables, datasetTables } from "./dataset-tables.ts";
import { type DiffTables, diffTables } from "./diff-tables.ts";
import { type GateTables, gateTables } from "./gate-tables.ts";
import { type PipelineTables, pipelineTables } from "./pipeline-tables.ts";

/** The tables of `dataset.json`, of recordings, images or a table; values are unrounded, and null where one is missing. `toDataFrame` and `toArrow` hand each of them over. */
export function tablesOf(report: DatasetReport | ImageReport | TableReport): DatasetTables;
/** The tables of `pipeline.json`. */
export function tablesOf(report: PipelineReport): PipelineTables;
/** The tables of `gate.json`. */
export function tablesOf(report: GateReport): GateTables;
/** The tables of `diff.json` of two datasets. */
export function tablesOf(report: DatasetDiff): DiffTables;
/** The tables of any of them. */
export function tablesOf(
  report: DatasetReport | ImageReport | TableReport | PipelineReport | GateReport | DatasetDiff,
): DatasetTables | PipelineTables | GateTables | DiffTables {
  if ("drifts" in report) return diffTables(report);
  if ("stages" in report) return pipelineTables(report);
  return "comparisons" in report ? gateTables(report) : datasetTables(report);
}
