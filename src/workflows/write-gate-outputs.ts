import { basename, dirname } from "node:path";
import { appendText, writeFiles } from "../io/files.ts";
import type { GateReport } from "../model/verdict.ts";
import { gateAnnotations } from "../report/gate-annotations.ts";
import { bencherMetrics, githubActionBenchmark } from "../report/gate-benchmarks.ts";
import { gateComment } from "../report/gate-comment.ts";
import { gateJunit } from "../report/gate-junit.ts";
import { gateMarkdown } from "../report/gate-markdown.ts";
import { gateSarif } from "../report/gate-sarif.ts";

/** Bytes of a job summary that GitHub shows. */
const summaryLimit = 1024 * 1024;

const renderers = {
  junit: gateJunit,
  sarif: gateSarif,
  comment: gateComment,
  benchmark: githubActionBenchmark,
  bencher: bencherMetrics,
} as const;

/** Files that a verdict is written to besides its report, by format. */
export type GateOutputPaths = Readonly<Partial<Record<keyof typeof renderers, string>>>;

/** Writes a verdict in the formats that other tools read; gives the paths. */
export async function writeGateOutputs(
  report: GateReport,
  paths: GateOutputPaths,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const [format, render] of Object.entries(renderers)) {
    const path = paths[format as keyof GateOutputPaths];
    if (path === undefined) continue;
    written.push(...(await writeFiles(dirname(path), { [basename(path)]: render(report) })));
  }
  return written;
}

/** Files that GitHub Actions names in the environment of a step; null outside of it. */
export interface GithubFiles {
  readonly summary: string | null;
  readonly output: string | null;
}

/**
 * Tells GitHub Actions of a verdict: the job summary, the outputs of the step; gives the workflow commands that make
 * annotations, for standard output.
 */
export async function tellGithub(
  report: GateReport,
  files: GithubFiles,
  reportPaths: readonly string[],
): Promise<string> {
  if (files.summary !== null) await appendText(files.summary, summaryOf(report));
  if (files.output !== null) await appendText(files.output, outputsOf(report, reportPaths));
  return gateAnnotations(report);
}

function summaryOf(report: GateReport): string {
  const text = gateMarkdown(report);
  if (Buffer.byteLength(text) <= summaryLimit) return text;
  const note = "\n\n… cut: the rest is in the stored report.\n";
  const head = Buffer.from(text)
    .subarray(0, summaryLimit - Buffer.byteLength(note))
    .toString("utf8");
  return head.slice(0, head.lastIndexOf("\n")) + note;
}

/** One `name=value` per line. Every value is a word, a number, or a path without line breaks. */
function outputsOf(report: GateReport, reportPaths: readonly string[]): string {
  const failedChecks = (report.checks ?? []).filter(({ kind }) => kind === "failed").length;
  const regressed = report.comparisons.filter(
    ({ kind }) => kind === "regressed" || kind === "missing",
  ).length;
  const detectable = report.comparisons.map(({ detectableChange }) => detectableChange ?? 0);
  const outputs = {
    verdict: report.kind,
    advisory: report.isAdvisory,
    regressions: regressed,
    "failed-checks": failedChecks,
    "detectable-change": detectable.length === 0 ? "" : Math.max(...detectable),
    "report-html": pathOf(reportPaths, ".html"),
    "report-json": pathOf(reportPaths, ".json"),
    "report-md": pathOf(reportPaths, ".md"),
  };
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${String(value).replace(/[\r\n]/g, " ")}\n`)
    .join("");
}

function pathOf(paths: readonly string[], extension: string): string {
  return paths.find((path) => path.endsWith(`gate${extension}`)) ?? "";
}
