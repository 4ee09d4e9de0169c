import type { Command } from "commander";
import { SoundingsError } from "../../model/errors.ts";
import { diffDatasets } from "../../workflows/diff-datasets.ts";
import { diffPipelines } from "../../workflows/diff-pipelines.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { type DiffPipelineOptions, pipelinesOf, withDiffPipelineOptions } from "../diff-pipeline-options.ts";
import { finish } from "../finish.ts";
import { type LayoutOptions, layoutOf, withLayoutOptions, withWorkers } from "../layout-options.ts";
import { shareOf } from "../option-values.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";
import type { Terminal } from "../terminal.ts";

interface DiffOptions extends CommonOptions, LayoutOptions, DiffPipelineOptions {
  readonly alpha?: number;
  readonly headersOnly: boolean;
  readonly workers: number;
  readonly failOnDrift: boolean;
}

/** `profile diff <before> <after>`. */
export function addDiffCommand(program: Command): void {
  const command = program
    .command("diff")
    .description(
      "Compares two datasets example by example (added, removed, relabelled, moved, re-encoded) and as distributions, with effect sizes and p adjusted over all of them; or two versions of a pipeline on the same inputs, stage by stage.",
    )
    .argument(
      "<before>",
      "a dataset, a part that --shard 1/1 stored, or a dataset.json; or a module that exports a pipeline",
    )
    .argument("[after]", "another; of a pipeline it may be left out, and the same module is meant")
    .option("--alpha <share>", "share of false ones among reported drifts (default: 0.05)", shareOf)
    .option("--headers-only", "decode nothing: lengths and formats alone", false)
    .option("--fail-on-drift", "exit with 1 when something has drifted, or outputs differ", false)
    .option("-o, --out <folder>", "where to write (default: reports/<before>-<after>-diff)");
  withCommonOptions(withDiffPipelineOptions(withWorkers(withLayoutOptions(command))))
    .addHelpText(
      "after",
      `
Examples:
  $ profile diff v1/labels.csv v2/labels.csv
  $ profile diff reports/v1/dataset.json recordings/ --fail-on-drift
  $ profile diff per-clip.ts batched.ts --examples 64
  $ profile diff pipeline.ts --before-param bands=40 --after-param bands=64
  $ profile diff pipeline.ts --against main --fail-on-drift

It writes diff.html and diff.json.`,
    )
    .action(async (before: string, after: string | undefined) => {
      const { options, terminal } = await settle<DiffOptions>(command);
      const pipelines = pipelinesOf([before, after], options, terminal);
      const compared =
        pipelines === null
          ? await compareDatasets(before, after, { options, terminal })
          : await comparePipelines(pipelines);
      terminal.endProgress();
      finish(terminal, compared.written);
      if (options.failOnDrift && compared.hasDiffered) process.exitCode = 1;
    });
}

type Compared = Pick<Awaited<ReturnType<typeof diffDatasets>>, "written"> & { readonly hasDiffered: boolean };

async function compareDatasets(
  before: string,
  after: string | undefined,
  { options, terminal }: { readonly options: DiffOptions; readonly terminal: Terminal },
): Promise<Compared> {
  if (after === undefined) {
    throw new SoundingsError("usage", `${before} has nothing to be compared with`, {
      hint: "give two datasets: profile diff v1/labels.csv v2/labels.csv",
    });
  }
  const { alpha, headersOnly, workers, out } = options;
  const { diff, written } = await diffDatasets({
    ...layoutOf(options),
    ...{ before, after, isHeadersOnly: headersOnly, workerCount: workers, out: out ?? null },
    ...(alpha === undefined ? {} : { rule: { alpha } }),
    onProgress: showDatasetProgress(terminal),
  });
  return { written, hasDiffered: diff.hasDrifted };
}

async function comparePipelines(options: Parameters<typeof diffPipelines>[0]): Promise<Compared> {
  const { diff, written } = await diffPipelines(options);
  return { written, hasDiffered: diff.hasDiffered };
}
