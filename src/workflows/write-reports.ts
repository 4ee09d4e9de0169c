import { join } from "node:path";
import { writeFiles } from "../io/files.ts";
import type { Baseline } from "../model/baseline.ts";
import type { DatasetReport } from "../model/dataset-statistics.ts";
import type { MachineReport } from "../model/machine-report.ts";
import type { PipelineReport } from "../model/pipeline-profile.ts";
import type { GateReport } from "../model/verdict.ts";
import { baselineText } from "../report/baseline-text.ts";
import { datasetText } from "../report/dataset-text.ts";
import { gateMarkdown } from "../report/gate-markdown.ts";
import { gateText } from "../report/gate-text.ts";
import { jsonText } from "../report/json-text.ts";
import { machineText } from "../report/machine-text.ts";
import { pipelineText } from "../report/pipeline-text.ts";
import type { TextLine } from "../report/text-line.ts";

// The pages are rendered by modules that are loaded when there is something to render: Vega takes longer to load than
// everything else, and neither an error nor a round of a gate needs it.

/** A result, rendered and stored. */
export interface WrittenReport {
  /** The result object as JSON text. */
  readonly json: string;
  /** What to tell a person on a terminal. */
  readonly summary: readonly TextLine[];
  /** Paths of the files that were written. */
  readonly paths: readonly string[];
}

/** Writes `dataset.html` and `dataset.json` into a folder; by default `reports/<name of the dataset>`. */
export async function writeDatasetReport(
  report: DatasetReport,
  folder: string | null,
): Promise<WrittenReport> {
  const { renderDatasetHtml } = await import("../report/render-dataset-html.ts");
  const json = jsonText(report);
  const paths = await writeFiles(folder ?? reportFolder(report.dataset.name), {
    "dataset.html": await renderDatasetHtml(report),
    "dataset.json": json,
  });
  return { json, summary: datasetText(report), paths };
}

/** Writes `pipeline.html` and `pipeline.json` into a folder; by default `reports/<name of the pipeline>`. */
export async function writePipelineReport(
  report: PipelineReport,
  folder: string | null,
): Promise<WrittenReport> {
  const { renderPipelineHtml } = await import("../report/render-pipeline-html.ts");
  const json = jsonText(report);
  const paths = await writeFiles(folder ?? reportFolder(report.pipeline.name), {
    "pipeline.html": await renderPipelineHtml(report),
    "pipeline.json": json,
  });
  return { json, summary: pipelineText(report), paths };
}

/** Writes `gate.html`, `gate.md` and `gate.json` into a folder; by default `reports/<name of the baseline>`. */
export async function writeGateReport(report: GateReport, folder: string | null): Promise<WrittenReport> {
  const { renderGateHtml } = await import("../report/render-gate-html.ts");
  const json = jsonText(report);
  const paths = await writeFiles(folder ?? reportFolder(report.baselineName), {
    "gate.html": await renderGateHtml(report),
    "gate.json": json,
    "gate.md": gateMarkdown(report),
  });
  return { json, summary: gateText(report), paths };
}

/** A stored baseline, for a terminal. */
export function summaryOfBaseline(baseline: Baseline): readonly TextLine[] {
  return baselineText(baseline);
}

/** What a machine offers, for a terminal. */
export function summaryOfMachine(report: MachineReport): readonly TextLine[] {
  return machineText(report);
}

/** The JSON text of any other result. */
export function asJson(result: unknown): string {
  return jsonText(result);
}

/** Where the report on something of this name goes when nothing else is said: `reports/<name>`. */
export function reportFolder(name: string): string {
  return join("reports", folderName(name));
}

/** A name that every file system takes. */
function folderName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  return safe === "" ? "report" : safe.slice(0, 80);
}
