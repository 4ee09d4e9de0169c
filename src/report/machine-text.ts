import type { MachineReport } from "../model/machine-report.ts";
import { formatBytes, formatSeconds, formatShare } from "./format-number.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** What a machine offers, for a terminal. */
export function machineText(report: MachineReport): readonly TextLine[] {
  const { environment, tensorBackend } = report;
  const quota =
    environment.cpuQuotaCores === null ? "" : `, of which a quota allows ${environment.cpuQuotaCores}`;
  return [
    textLine(`${report.tool.name} ${report.tool.version}`, "heading"),
    factLine("Node.js", `${environment.nodeVersion} (V8 ${environment.v8Version})`),
    factLine(
      "machine",
      `${environment.operatingSystem} ${environment.architecture}, ${environment.cpuModel}`,
    ),
    factLine("cores", `${environment.logicalCoreCount}${quota}`),
    factLine("memory", `up to ${formatBytes(environment.memoryClassBytes)}`),
    factLine("clock", `${formatSeconds(report.clockCostSeconds)} a reading`),
    factLine("calibration", formatSeconds(report.calibrationSeconds)),
    factLine(
      "scheduler",
      report.hasSchedule ? "says how long threads wait for a core" : "does not say how long threads wait",
    ),
    factLine(
      "pressure",
      report.processorPressure === null
        ? "not kept"
        : `${formatShare(report.processorPressure)} of the last 10 s`,
    ),
    factLine(
      "tensors",
      `${tensorBackend.name}${tensorBackend.version === null ? "" : ` ${tensorBackend.version}`}: ${tensorBackend.reason}`,
    ),
    factLine("audio", report.audioFormats.join(", ")),
    ...report.optionalPackages.map(({ name, isInstalled, use }) =>
      textLine(
        `  ${isInstalled ? "installed    " : "not installed"}  ${name}: ${use}`,
        isInstalled ? "plain" : "muted",
      ),
    ),
  ];
}
