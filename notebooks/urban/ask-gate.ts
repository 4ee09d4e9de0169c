import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import type { GateReport, Parameters } from "soundings";
import type { Version } from "./versions.ts";

const baselineName = "urban";

/** What the gate said of one version. */
export interface GateAnswer {
  readonly exitCode: number;
  readonly verdict: GateReport["kind"] | "none";
  readonly blamedStages: readonly string[];
}

/** How much is measured, as options of `profile baseline save`. */
export interface Effort {
  readonly rounds: number;
  readonly passes: number;
  /** Examples per pass. */
  readonly examples: number;
}

/** `profile baseline save urban <module>`: what later versions are compared with. */
export function saveBaseline({ module }: Version, parameters: Parameters, effort: Effort): void {
  // A baseline that is stored is not replaced by a slower one; the story begins anew.
  rmSync(`.soundings/baselines/${baselineName}.json`, { force: true });
  const options = Object.entries(effort).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const { exitCode } = runProfile([
    "baseline",
    "save",
    baselineName,
    module,
    ...options,
    ...asArguments(parameters),
  ]);
  if (exitCode !== 0) throw new Error(`the baseline could not be saved (exit code ${exitCode})`);
}

/** `profile gate <module> --baseline urban`: rounds, passes and parameters are those of the baseline. */
export function askGate({ module }: Version): GateAnswer {
  const { exitCode, output } = runProfile(["gate", module, "--baseline", baselineName, "--json"]);
  try {
    const report = JSON.parse(output) as GateReport;
    return { exitCode, verdict: report.kind, blamedStages: report.blamedStages };
  } catch {
    return { exitCode, verdict: "none", blamedStages: [] };
  }
}

function runProfile(words: readonly string[]): { exitCode: number; output: string } {
  const { status, stdout } = spawnSync(process.execPath, ["bin/profile.js", ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 26,
  });
  return { exitCode: status ?? 5, output: stdout };
}

function asArguments(parameters: Parameters): string[] {
  return Object.entries(parameters).flatMap(([key, value]) => ["--param", `${key}=${value}`]);
}
