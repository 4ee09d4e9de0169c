import { writeFiles } from "../io/files.ts";
import type { Baseline } from "../model/baseline.ts";
import type { AudioChoice } from "../model/clip-evidence.ts";
import type { MachineReport } from "../model/machine-report.ts";
import type { PipelineReport } from "../model/pipeline-profile.ts";
import type { RunTrace } from "../model/run-trace.ts";
import type { GateReport } from "../model/verdict.ts";
import { baselineText } from "../report/baseline-text.ts";
import { datasetText } from "../report/dataset-text.ts";
import { gateMarkdown } from "../report/gate-markdown.ts";
import { gateText } from "../report/gate-text.ts";
import { jsonText } from "../report/json-text.ts";
import { machineText } from "../report/machine-text.ts";
import { pipelineText } from "../report/pipeline-text.ts";
import type { TextLine } from "../report/text-line.ts";
import { speedscopeJson, traceJson } from "../report/trace-json.ts";
import { illustrateClips } from "./illustrate-clips.ts";
import { reportFolder } from "./report-folder.ts";
import type { DescribedPart } from "./report-part.ts";
import type { CpuProfiles } from "./sample-code.ts";

// The pages are rendered by modules that are loaded when there is something to render: Vega, which draws two of them, takes
// longer to load than everything else, and neither an error nor a round of a gate needs it.

/** A result, rendered and stored. */
export interface WrittenReport {
  /** The result object as JSON text. */
  readonly json: string;
  /** What to tell a person on a terminal. */
  readonly summary: readonly TextLine[];
  /** Paths of the files that were written. */
  readonly paths: readonly string[];
}

/** How a dataset's page lets people hear its worst clips. */
export interface DatasetPageOptions {
  /** `link` when left out: by a path relative to the page. */
  readonly audio?: AudioChoice | undefined;
}

/** Writes `dataset.html` and `dataset.json` into a folder; by default `reports/<name of the dataset>`. */
export async function writeDatasetReport(
  { report, cube, paths }: DescribedPart,
  folder: string | null,
  { audio = "link" }: DatasetPageOptions = {},
): Promise<WrittenReport> {
  const { renderDatasetHtml } = await import("../report/render-dataset-html.ts");
  const target = folder ?? reportFolder(report.dataset.name);
  const isRedacted = report.options["redact"] === true;
  const illustrations = await illustrateClips(report.worstClips ?? [], paths, {
    folder: target,
    // A link would say where the file is.
    audio: isRedacted && audio === "link" ? "none" : audio,
  });
  const json = jsonText(report);
  const written = await writeFiles(target, {
    "dataset.html": renderDatasetHtml(report, { cube, illustrations }),
    "dataset.json": json,
  });
  return { json, summary: datasetText(report), paths: written };
}

/** What may stand beside a pipeline's page. */
export interface PipelineAttachments {
  /** Written as `trace.json` for Perfetto and `speedscope.json`. */
  readonly trace?: RunTrace | null;
  /** Written as `pipeline.cpuprofile` and `bottleneck.cpuprofile`. */
  readonly cpu?: CpuProfiles | null;
}

/**
 * Writes `pipeline.html` and `pipeline.json` into a folder, and whatever else there is; by default `reports/<name of the pipeline>`.
 */
export async function writePipelineReport(
  report: PipelineReport,
  folder: string | null,
  { trace = null, cpu = null }: PipelineAttachments = {},
): Promise<WrittenReport> {
  const { renderPipelineHtml } = await import("../report/render-pipeline-html.ts");
  const json = jsonText(report);
  const paths = await writeFiles(folder ?? reportFolder(report.pipeline.name), {
    "pipeline.html": await renderPipelineHtml(report),
    "pipeline.json": json,
    ...(cpu && {
      "pipeline.cpuprofile": JSON.stringify(cpu.whole),
      "bottleneck.cpuprofile": JSON.stringify(cpu.bottleneck),
    }),
    ...(trace && { "trace.json": traceJson(trace), "speedscope.json": speedscopeJson(trace) }),
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
