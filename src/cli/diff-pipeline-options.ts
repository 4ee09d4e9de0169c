import { type Command, Option } from "commander";
import { SoundingsError } from "../model/errors.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import { type DiffPipelinesOptions, isModulePath } from "../workflows/diff-pipelines.ts";
import { addParameter, positiveCount, ratio, wholeNumber } from "./option-values.ts";
import type { Terminal } from "./terminal.ts";

/** Options of a comparison of two versions of a pipeline. */
export interface DiffPipelineOptions {
  readonly param: Parameters;
  readonly beforeParam: Parameters;
  readonly afterParam: Parameters;
  readonly examples: number;
  readonly seed: number;
  readonly tolerance: number;
  readonly against?: string;
  readonly build: string | boolean;
  readonly out?: string;
}

/** Adds the options that a comparison of two versions of a pipeline understands. */
export function withDiffPipelineOptions(command: Command): Command {
  return command
    .option("-p, --param <key=value>", "pipelines: a parameter of both; repeatable", addParameter, {})
    .option("--before-param <key=value>", "pipelines: a parameter of the first", addParameter, {})
    .option("--after-param <key=value>", "pipelines: a parameter of the second", addParameter, {})
    .option("-n, --examples <count>", "pipelines: examples to compare on, at most", positiveCount, 16)
    .option("--seed <number>", "pipelines: seed of every draw of chance", wholeNumber, 1)
    .option(
      "--tolerance <ratio>",
      "pipelines: difference that is none, over the larger magnitude",
      ratio,
      1e-5,
    )
    .option("--against <ref>", "pipelines: take the first from a git revision")
    .addOption(
      new Option(
        "--build <command>",
        "pipelines: how to build a revision (default: its build script)",
      ).default(true),
    )
    .option("--no-build", "pipelines: build no revision");
}

/**
 * Which two versions are meant; null where the paths are those of datasets.
 * @throws SoundingsError ("usage") when there are not two of a kind
 */
export function pipelinesOf(
  [before, after]: readonly [string, string | undefined],
  options: DiffPipelineOptions,
  terminal: Terminal,
): DiffPipelinesOptions | null {
  const isPipeline = [before, after].map((path) => path !== undefined && isModulePath(path));
  if (after !== undefined && isPipeline[0] !== isPipeline[1]) {
    throw new SoundingsError("usage", "a pipeline cannot be compared with a dataset", {
      hint: "give two modules that export pipelines, or two datasets",
    });
  }
  if (isPipeline[0] !== true) return null;
  const { param, beforeParam, afterParam, against, build, examples, seed, tolerance, out } = options;
  const isOne = after === undefined || after === before;
  const hasOwnParameters = Object.keys(beforeParam).length + Object.keys(afterParam).length > 0;
  if (isOne && against === undefined && !hasOwnParameters) {
    throw new SoundingsError("usage", "one version of a pipeline cannot be compared with itself", {
      hint: "give two modules, or --before-param and --after-param, or --against <git ref>",
    });
  }
  if (!isOne && against !== undefined) {
    throw new SoundingsError("usage", "--against takes the first version from git: give one module");
  }
  return {
    before: { module: before, parameters: { ...param, ...beforeParam } },
    after: { module: after ?? before, parameters: { ...param, ...afterParam } },
    against: against ?? null,
    buildCommand: typeof build === "string" ? build : build ? null : "",
    exampleCount: examples,
    ...{ seed, tolerance, out: out ?? null },
    onStep: (step) => terminal.progress(null, step),
  };
}
