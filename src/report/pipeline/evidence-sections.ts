import type { PipelineReport } from "../../model/pipeline-profile.ts";
import { tableHtml } from "../components/data-table.ts";
import {
  formatBytes,
  formatBytesPerSecond,
  formatCount,
  formatNumber,
  formatSeconds,
  formatShare,
} from "../format-number.ts";
import { html, nameHtml, sentenceHtml } from "../html.ts";
import type { Section } from "../page.ts";
import { resourceText } from "./change-text.ts";

/** The limits on throughput, lowest first, each with its proof. */
export function boundSection({ bounds, run }: PipelineReport): Section {
  const sorted = [...bounds].sort((a, b) => a.examplesPerSecond - b.examplesPerSecond);
  const table = tableHtml(
    `Upper limits on throughput, lowest first; measured ${formatNumber(run.examplesPerSecond)} examples/s`,
    [
      { title: "Resource", cell: (bound) => nameHtml(resourceText(bound.resource)) },
      { title: "Demand per output", kind: "number", cell: (bound) => formatSeconds(bound.demandSeconds) },
      { title: "Capacity", kind: "number", cell: (bound) => formatNumber(bound.capacity) },
      { title: "Examples/s at most", kind: "number", cell: (bound) => formatNumber(bound.examplesPerSecond) },
      {
        title: "Measured share",
        kind: "number",
        cell: (bound) => formatShare(run.examplesPerSecond / bound.examplesPerSecond),
      },
      { title: "Proof", kind: "wide", cell: (bound) => sentenceHtml(bound.inequality) },
    ],
    sorted,
  );
  return { id: "bounds", title: "Limits and their proofs", body: table };
}

/** Wall time per epoch; null where the pipeline does not repeat. */
export function epochSection({ run }: PipelineReport): Section | null {
  if (run.epochs.length === 0) return null;
  const table = tableHtml(
    "Wall time of each epoch",
    [
      { title: "Epoch", cell: (epoch) => formatCount(epoch.index + 1) },
      { title: "Outputs", kind: "number", cell: (epoch) => formatCount(epoch.outputCount) },
      { title: "Time", kind: "number", cell: (epoch) => formatSeconds(epoch.wallSeconds) },
    ],
    run.epochs,
  );
  return { id: "epochs", title: "Epochs", body: table };
}

/** What came from the disk, and how fast it is; nothing where the system does not say. */
function diskFacts({ disk, wallSeconds }: PipelineReport["run"]): readonly (readonly [string, string])[] {
  if (disk === undefined || disk === null) return [];
  const { deviceBytes, requestedBytes, rate } = disk;
  const read = `${formatBytes(deviceBytes)} of ${formatBytes(requestedBytes)} asked for, ${formatBytesPerSecond(deviceBytes / wallSeconds)}`;
  return [
    ["Read from the disk", read],
    [
      "Rate of the disk",
      rate === null ? "not known" : `${formatBytesPerSecond(rate.bytesPerSecond)} (${rate.source})`,
    ],
  ];
}

/** The machine and the parameters of the run. */
export function environmentSection({ environment, pipeline, run }: PipelineReport): Section {
  const facts: readonly (readonly [string, string])[] = [
    ["System", `${environment.operatingSystem} ${environment.architecture}`],
    ["Processor", `${environment.cpuModel}, ${environment.logicalCoreCount} logical cores`],
    ["Core quota", environment.cpuQuotaCores === null ? "none" : formatNumber(environment.cpuQuotaCores)],
    ["Memory class", formatBytes(environment.memoryClassBytes)],
    ["Node.js", `${environment.nodeVersion} (V8 ${environment.v8Version})`],
    ...(run.coreSpeed === undefined
      ? []
      : [["Core with all others busy", formatShare(run.coreSpeed)] as const]),
    ...(run.slowestCoreSpeed === undefined
      ? []
      : [["Slowest core, of the fastest", formatShare(run.slowestCoreSpeed)] as const]),
    ...(run.onCoreShare === undefined
      ? []
      : [["On a core, of threads that send each other calls", formatShare(run.onCoreShare)] as const]),
    ...diskFacts(run),
    ["Steady from output", formatCount(run.steadyFromExample)],
    ...Object.entries(pipeline.parameters).map(
      ([name, value]) => [`Parameter ${name}`, String(value)] as const,
    ),
  ];
  const table = tableHtml(
    "Where and with what this was measured",
    [
      { title: "Fact", cell: ([name]) => nameHtml(name) },
      { title: "Value", cell: ([, value]) => nameHtml(value, 200) },
    ],
    facts,
  );
  return { id: "environment", title: "Environment", body: html`${table}` };
}
