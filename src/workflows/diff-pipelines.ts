import { writeFiles } from "../io/files.ts";
import { tool } from "../io/tool.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { type PipelineDiff, type PipelineSide, pipelineDiffSchemaVersion } from "../model/pipeline-diff.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import { captureOutputs } from "../profiler/compare/capture-outputs.ts";
import { type ComparedVersion, compareRuns } from "../profiler/compare/compare-runs.ts";
import { pipelineDiffText } from "../report/pipeline-diff-text.ts";
import { renderPipelineDiffHtml } from "../report/render-pipeline-diff-html.ts";
import { buildFlow, loadPipeline } from "./load-pipeline.ts";
import { outputsFor } from "./outputs-for.ts";
import { prepareRevisions } from "./prepare-revisions.ts";
import { reportFolder } from "./report-folder.ts";
import { seedChance } from "./seed-chance.ts";
import { asJson, type WrittenReport } from "./write-reports.ts";

/** One version of a pipeline. */
export interface PipelineVersion {
  /** Path of the module that exports it. */
  readonly module: string;
  readonly parameters: Parameters;
}

/** Which two versions, and how to compare them. */
export interface DiffPipelinesOptions {
  readonly before: PipelineVersion;
  readonly after: PipelineVersion;
  /** A git ref to take the earlier version's module from; null takes both from the working tree. */
  readonly against: string | null;
  /** How a revision is built; null takes its own `build` script, empty builds nothing. */
  readonly buildCommand: string | null;
  /** Examples that both are run on, at most. */
  readonly exampleCount: number;
  readonly seed: number;
  /** Difference of two numbers that is no difference, over the larger magnitude. */
  readonly tolerance: number;
  /** Folder for the page; null for the usual one. */
  readonly out: string | null;
  /** Told what is being done. */
  readonly onStep: (step: string) => void;
}

/** A version that has been run. */
interface RunVersion extends ComparedVersion {
  readonly side: PipelineSide;
}

/** Whether a path is that of a module, and not of a dataset. */
export function isModulePath(path: string): boolean {
  return /\.[cm]?[jt]sx?$/i.test(path);
}

/**
 * `profile diff` of two versions of a pipeline: runs each twice on the same inputs with the same chance, one call at a time, and compares what
 * their stages emit.
 * @throws SoundingsError ("usage") for a module without a pipeline, ("run") when a stage throws or nothing comes out
 */
export async function diffPipelines(
  options: DiffPipelinesOptions,
): Promise<{ readonly diff: PipelineDiff; readonly written: WrittenReport }> {
  const { after, against, buildCommand, onStep, out } = options;
  const revisions =
    against === null ? null : await prepareRevisions({ module: after.module, against, buildCommand, onStep });
  try {
    const before =
      revisions === null
        ? { ...options.before, commit: null }
        : { ...options.before, module: revisions.baseModule, commit: revisions.revisions.baseCommit };
    const diff = await compare(before, { ...after, commit: null }, options);
    const folder = out ?? reportFolder(`${diff.before.name}-${diff.after.name}-diff`);
    const json = asJson(diff);
    const paths = await writeFiles(folder, { "diff.html": renderPipelineDiffHtml(diff), "diff.json": json });
    return { diff, written: { json, summary: pipelineDiffText(diff), paths } };
  } finally {
    revisions?.remove();
  }
}

type Version = PipelineVersion & Pick<PipelineSide, "commit">;

async function compare(
  before: Version,
  after: Version,
  options: DiffPipelinesOptions,
): Promise<PipelineDiff> {
  const { seed, tolerance, exampleCount, onStep } = options;
  const chance = seedChance(seed);
  try {
    onStep("running the first version, twice");
    const was = await runTwice("before", before, { ...options, chance });
    onStep("running the second version, twice");
    const is = await runTwice("after", after, { ...options, chance });
    return {
      schemaVersion: pipelineDiffSchemaVersion,
      kind: "pipeline",
      tool,
      ...{ exampleCount, seed, tolerance },
      // Where a revision was checked out to is gone by now: the module is named as it was given.
      before: { ...was.side, module: options.before.module },
      after: is.side,
      ...(await compareRuns(was, is, { tolerance, chance })),
    };
  } finally {
    chance.release();
  }
}

async function runTwice(
  role: "before" | "after",
  { module, parameters, commit }: Version,
  { exampleCount, chance }: DiffPipelinesOptions & { readonly chance: ReturnType<typeof seedChance> },
): Promise<RunVersion> {
  const pipeline = await loadPipeline(module, parameters);
  const runOnce = async () => {
    const flow = await buildFlow(pipeline);
    const limits = { maxOutputs: outputsFor(flow, exampleCount), keptCount: exampleCount };
    return { flow, run: await captureOutputs(flow, limits, chance) };
  };
  try {
    const { flow, run } = await runOnce();
    if (run.outputCount === 0) throw gaveNothing();
    const { run: again } = await runOnce();
    const { name } = pipeline;
    const side = { name, module, parameters: pipeline.parameters, commit, outputCount: run.outputCount };
    return { side, specs: flow.stages, run, again };
  } catch (thrown) {
    throw ofVersion(role, module, thrown);
  }
}

function gaveNothing(): SoundingsError {
  return new SoundingsError("run", "nothing can be compared: the pipeline gave no output", {
    hint: "check that its source finds examples, and that no filter drops them all",
  });
}

/** The error, saying which of the two versions it is about. */
function ofVersion(role: string, module: string, thrown: unknown): SoundingsError {
  const known = thrown instanceof SoundingsError ? thrown : null;
  return new SoundingsError(known?.code ?? "run", `${role} (${module}): ${messageOf(thrown)}`, {
    hint: known?.hint ?? "",
    cause: thrown,
  });
}
