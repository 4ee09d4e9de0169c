import type { DatasetReport } from "../model/dataset-statistics.ts";
import type { PipelineReport } from "../model/pipeline-profile.ts";
import type { TableReport } from "../model/table-report.ts";
import type { GateReport } from "../model/verdict.ts";
import { type DatasetTables, datasetTables } from "./dataset-tables.ts";
import { type GateTables, gateTables } from "./gate-tables.ts";
import { type PipelineTables, pipelineTables } from "./pipeline-tables.ts";

/** The tables of `dataset.json`; values are unrounded, and null where one is missing. `toDataFrame` and `toArrow` hand each of them over. */
export function tablesOf(report: DatasetReport | TableReport): DatasetTables;
/** The tables of `pipeline.json`. */
export function tablesOf(report: PipelineReport): PipelineTables;
/** The tables of `gate.json`. */
export function tablesOf(report: GateReport): GateTables;
/** The tables of any of them. */
export function tablesOf(
  report: DatasetReport | TableReport | PipelineReport | GateReport,
): DatasetTables | PipelineTables | GateTables {
  if ("stages" in report) return pipelineTables(report);
  return "comparisons" in report ? gateTables(report) : datasetTables(report);
}
