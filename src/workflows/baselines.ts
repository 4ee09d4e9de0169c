import { relative, resolve } from "node:path";
import { listBaselines, readBaseline, writeBaseline } from "../io/baseline-store.ts";
import { readDate } from "../io/clocks.ts";
import { readGit } from "../io/machine.ts";
import { tool } from "../io/tool.ts";
import { type Baseline, baselineSchemaVersion } from "../model/baseline.ts";
import { type MeasureOptions, measureRounds } from "./measure-rounds.ts";

/** Folder of the stored baselines, relative to the working folder. */
export const baselineFolder = ".soundings/baselines";

/** `profile baseline save`: measures a pipeline and stores all rounds. Gives the path that was written. */
export async function saveBaseline(
  name: string,
  options: MeasureOptions,
): Promise<{ readonly path: string; readonly baseline: Baseline }> {
  const measurement = await measureRounds(options);
  const git = readGit(".");
  const baseline: Baseline = {
    ...measurement,
    schemaVersion: baselineSchemaVersion,
    tool,
    name,
    module: relative(".", resolve(options.module)).replaceAll("\\", "/"),
    createdAt: readDate(),
    commit: git?.commit ?? null,
    isDirty: git?.isDirty ?? null,
    ledger: [],
  };
  return { path: await writeBaseline(baselineFolder, baseline), baseline };
}

/** `profile baseline show`: one stored baseline. */
export function showBaseline(name: string): Promise<Baseline> {
  return readBaseline(baselineFolder, name);
}

/** `profile baseline list`: the names of the stored baselines. */
export function namesOfBaselines(): Promise<readonly string[]> {
  return listBaselines(baselineFolder);
}
