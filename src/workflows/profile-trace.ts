import { readDate } from "../io/clocks.ts";
import { readTrace } from "../io/read-trace.ts";
import { tool } from "../io/tool.ts";
import type { Environment } from "../model/environment.ts";
import type { Finding } from "../model/finding.ts";
import { type PipelineReport, pipelineSchemaVersion } from "../model/pipeline-profile.ts";
import { recordOfTrace } from "../profiler/foreign/record-of-trace.ts";
import { summarizeRun } from "../profiler/summarize-run.ts";

/** Whether a path names a trace rather than a module. */
export function isTracePath(path: string): boolean {
  return /\.json(\.gz)?$/i.test(path);
}

/** A trace does not say where it was made. */
const unknownEnvironment: Environment = {
  operatingSystem: "not stated",
  architecture: "not stated",
  cpuModel: "not stated in the trace",
  logicalCoreCount: 0,
  cpuQuotaCores: null,
  memoryClassBytes: 0,
  nodeVersion: "none",
  v8Version: "none",
};

/**
 * `profile pipeline <trace.json>`: the report of a pipeline that ran elsewhere, from the trace that torch.profiler or tf.data's profiler
 * made of it.
 * @throws SoundingsError ("usage") when the file is no such trace
 */
export async function profileTrace(path: string): Promise<PipelineReport> {
  const trace = await readTrace(path);
  const { advice: _, ...profile } = summarizeRun(recordOfTrace(trace));
  return {
    schemaVersion: pipelineSchemaVersion,
    tool,
    createdAt: readDate(),
    environment: unknownEnvironment,
    ...profile,
    // Whether a stage computed or waited in its spans is not known: what more calls at once or threads would give is not either.
    predictions: profile.predictions.filter(
      ({ change }) => change.kind === "free" || change.kind === "faster",
    ),
    findings: [madeElsewhere(trace.spans.length), ...profile.findings],
  };
}

function madeElsewhere(spanCount: number): Finding {
  return {
    code: "measured-elsewhere",
    severity: "info",
    subject: "run",
    message:
      "This run was measured by another tool: a stage's time is that of its spans less those of other stages within them, and what it waited for inside a span without a name counts as its own.",
    evidence: {
      observed: spanCount,
      expected: null,
      count: spanCount,
      rule: "times come from a trace, not from our own probes",
    },
  };
}
