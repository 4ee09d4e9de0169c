import { relative, resolve } from "node:path";
import { defaultRule } from "../gate/decision-rule.ts";
import { judgeStored } from "../gate/judge-stored.ts";
import { baselinePath, listBaselines, readBaseline, writeBaseline } from "../io/baseline-store.ts";
import { readDate } from "../io/clocks.ts";
import { exists } from "../io/files.ts";
import { readGit } from "../io/machine.ts";
import { tool } from "../io/tool.ts";
import {
  type Anchor,
  type Baseline,
  baselineSchemaVersion,
  type LedgerEntry,
  type Measurement,
} from "../model/baseline.ts";
import { differingFields } from "../model/environment.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Verdict } from "../model/verdict.ts";
import { type MeasureOptions, measureRounds } from "./measure-rounds.ts";

/** Folder of the stored baselines, relative to the working folder. */
export const baselineFolder = ".soundings/baselines";

/** What came of storing a baseline: a run that fails against the one it would replace is not stored. */
export type SavedBaseline =
  | { readonly kind: "stored"; readonly path: string; readonly baseline: Baseline }
  | { readonly kind: "refused"; readonly path: string; readonly verdict: Verdict };

/**
 * `profile baseline save`: measures a pipeline and stores all rounds. Where a baseline of that name is stored, the run is judged against it
 * first: what regresses is refused and the file stays as it is; what does not takes its place, and the older anchor stays, so
 * that small steps are still seen.
 */
export async function saveBaseline(name: string, options: MeasureOptions): Promise<SavedBaseline> {
  const path = baselinePath(baselineFolder, name);
  const stored = (await exists(path)) ? await readBaseline(baselineFolder, name) : null;
  const measurement = await measureRounds(options);
  const isReplaceable =
    stored === null || differingFields(stored.environment, measurement.environment).length > 0;
  if (!isReplaceable) {
    const verdict = judgeStored(stored, measurement, { rule: defaultRule });
    const hasFailed = verdict.kind === "regressed" || verdict.kind === "missing";
    if (hasFailed) return { kind: "refused", path, verdict };
  }
  const kept = isReplaceable ? {} : { anchor: stored.anchor ?? anchorOf(stored) };
  const baseline: Baseline = {
    ...baselineOf(name, { measurement, module: options.module }),
    ledger: stored?.ledger ?? [],
    ...kept,
  };
  return { kind: "stored", path: await writeBaseline(baselineFolder, baseline), baseline };
}

/** What `profile baseline accept` measures with, over what the baseline was measured with. */
export interface AcceptOptions {
  readonly reason: string;
  /** Path of the module; null takes the baseline's own. */
  readonly module: string | null;
  readonly maxSeconds: number;
  readonly onRound?: (roundIndex: number, roundCount: number) => void;
}

/**
 * `profile baseline accept`: measures the pipeline as its baseline was measured, and stores it in its place whatever it says, with the reason
 * and what changed in the ledger. From then on it is the anchor too.
 * @throws SoundingsError ("usage") for an empty reason, ("baseline") when there is nothing of that name
 */
export async function acceptBaseline(
  name: string,
  { reason, module, ...options }: AcceptOptions,
): Promise<{ readonly path: string; readonly baseline: Baseline; readonly verdict: Verdict }> {
  if (reason.trim() === "") {
    throw new SoundingsError("usage", "accepting takes a reason", {
      hint: `profile baseline accept ${name} --reason "<why>"`,
    });
  }
  const stored = await readBaseline(baselineFolder, name);
  const measurement = await measureRounds({
    ...options,
    module: module ?? stored.module,
    parameters: stored.pipeline.parameters,
    passCount: stored.passCount,
    exampleCount: stored.exampleCount,
    roundCount: stored.roundCount,
  });
  const verdict = judgeStored(stored, measurement, { rule: defaultRule });
  const entry: LedgerEntry = {
    acceptedAt: readDate(),
    commit: readGit(".")?.commit ?? null,
    reason: reason.trim(),
    changes: changesIn(verdict),
  };
  const baseline: Baseline = {
    ...baselineOf(name, { measurement, module: module ?? stored.module }),
    ledger: [...stored.ledger, entry],
  };
  return { path: await writeBaseline(baselineFolder, baseline), baseline, verdict };
}

/** `profile baseline show`: one stored baseline. */
export function showBaseline(name: string): Promise<Baseline> {
  return readBaseline(baselineFolder, name);
}

/** `profile baseline list`: the names of the stored baselines. */
export function namesOfBaselines(): Promise<readonly string[]> {
  return listBaselines(baselineFolder);
}

function baselineOf(
  name: string,
  { measurement, module }: { readonly measurement: Measurement; readonly module: string },
): Omit<Baseline, "ledger"> {
  const git = readGit(".");
  return {
    ...measurement,
    schemaVersion: baselineSchemaVersion,
    tool,
    name,
    module: relative(".", resolve(module)).replaceAll("\\", "/"),
    createdAt: readDate(),
    commit: git?.commit ?? null,
    isDirty: git?.isDirty ?? null,
  };
}

/** A baseline as the anchor of those that follow. */
function anchorOf({ createdAt, commit, ...baseline }: Baseline): Anchor {
  const { pipeline, environment, metrics, samples, calibrationSeconds, processorPressure } = baseline;
  const { roundCount, passCount, exampleCount, contracts, kernelSeconds, counters } = baseline;
  return {
    ...{ createdAt, commit, pipeline, environment, metrics, samples, calibrationSeconds, processorPressure },
    ...{ roundCount, passCount, exampleCount, contracts },
    ...(kernelSeconds === undefined ? {} : { kernelSeconds }),
    ...(counters === undefined ? {} : { counters }),
  };
}

/** What a reviewer should see of an accepted change: stages that left the margin either way, came or went. */
function changesIn({ comparisons }: Verdict): NonNullable<LedgerEntry["changes"]> {
  return comparisons.flatMap(({ metric, kind, relativeChange }) =>
    kind === "passed" || kind === "inconclusive"
      ? []
      : [{ metricId: metric.id, kind, relativeChange: relativeChange?.center ?? null }],
  );
}
