import type { Command } from "commander";
import { SoundingsError } from "../../model/errors.ts";
import type { Parameters } from "../../model/pipeline-profile.ts";
import { namesOfBaselines, saveBaseline, showBaseline } from "../../workflows/baselines.ts";
import { namesOfDatasets, saveDataset } from "../../workflows/dataset-baselines.ts";
import { asJson, summaryOfBaseline } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { type LayoutOptions, layoutOf, withLayoutOptions, withWorkers } from "../layout-options.ts";
import { addParameter, durationSeconds, positiveCount, roundCount } from "../option-values.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";
import type { Terminal } from "../terminal.ts";
import { addAccept } from "./baseline-accept.ts";

interface SaveOptions extends CommonOptions, LayoutOptions {
  readonly dataset?: string;
  readonly workers: number;
  readonly param: Parameters;
  readonly rounds: number;
  readonly passes: number;
  readonly examples: number;
  readonly maxTime: number;
}

/** Processes that a stored baseline should hold: of fewer, their scatter is hardly known. */
const fewRounds = 10;

/** `profile baseline save|accept|list|show`. */
export function addBaselineCommand(program: Command): void {
  const baseline = program
    .command("baseline")
    .description("Stored baselines, in .soundings/baselines: commit them, and gate against them.")
    .addHelpText("after", "\nExample:\n  $ profile baseline save main pipeline.ts");
  addSave(baseline);
  addAccept(baseline);
  addList(baseline);
  addShow(baseline);
}

function addSave(baseline: Command): void {
  const command = baseline
    .command("save")
    .description(
      "Measures a pipeline in rounds, a dataset example by example, or both, and stores what was measured.",
    )
    .argument("<name>", "name of the baseline")
    .argument("[module]", "module that exports the pipeline")
    .option("--dataset <path>", "store the state of this dataset")
    .option("-p, --param <key=value>", "a parameter of the pipeline; repeatable", addParameter, {})
    .option("--rounds <count>", "rounds, each a fresh process", roundCount, 10)
    .option(
      "--passes <count>",
      "passes over the same examples in each round, after one to warm up",
      positiveCount,
      3,
    )
    .option("-n, --examples <count>", "examples per pass at most", positiveCount, 64)
    .option("--max-time <time>", "begin no further round after this time", durationSeconds, 600)
    .addHelpText(
      "after",
      `
Examples:
  $ profile baseline save main pipeline.ts --param data=recordings
  $ profile baseline save main --dataset recordings/ --label-pattern '{label}_{group}_{index}.wav'`,
    );
  withWorkers(withLayoutOptions(command));
  withCommonOptions(command).action(async (name: string, module: string | undefined) => {
    const { options, terminal } = await settle<SaveOptions>(command);
    const { dataset } = options;
    if (dataset !== undefined) await saveDatasetAs(name, { ...options, dataset }, terminal);
    if (module === undefined) {
      if (dataset !== undefined) return;
      throw new SoundingsError("usage", "there is nothing to store", {
        hint: `give a module, or a dataset: profile baseline save ${name} <module> --dataset <path>`,
      });
    }
    const saved = await saveBaseline(name, {
      module,
      parameters: options.param,
      roundCount: options.rounds,
      passCount: options.passes,
      exampleCount: options.examples,
      maxSeconds: options.maxTime,
      onRound: (index, count) => terminal.progress((index + 1) / count, `round ${index + 1} of ${count}`),
    });
    terminal.endProgress();
    if (saved.kind === "refused") {
      terminal.json(asJson(saved.verdict));
      terminal.note(`${saved.path} stays as it is: ${saved.verdict.message}`);
      terminal.note(`to store it all the same: profile baseline accept ${name} --reason "<why>"`);
      process.exitCode = 1;
      return;
    }
    terminal.result(summaryOfBaseline(saved.baseline));
    terminal.json(asJson(saved.baseline));
    terminal.note(`wrote ${saved.path}`);
    const { roundCount: measured } = saved.baseline;
    if (measured < fewRounds)
      terminal.note(`it holds ${measured} rounds: a gate against it sees little below ${fewRounds}`);
  });
}

/** Stores a dataset; its JSON goes to the file alone, for `--json` prints one object. */
async function saveDatasetAs(
  name: string,
  options: SaveOptions & { readonly dataset: string },
  terminal: Terminal,
): Promise<void> {
  const { path, baseline } = await saveDataset(name, {
    ...layoutOf(options),
    path: options.dataset,
    features: "none",
    workerCount: options.workers,
    onProgress: showDatasetProgress(terminal),
  });
  terminal.endProgress();
  terminal.result([
    { text: `${baseline.name}: ${baseline.examples.length} examples of ${baseline.source}`, tone: "heading" },
    { text: `  ${baseline.findings.length} findings are known; newer ones will fail a gate`, tone: "plain" },
  ]);
  terminal.note(`wrote ${path}`);
}

function addList(baseline: Command): void {
  const command = baseline
    .command("list")
    .description("Names the stored baselines.")
    .addHelpText("after", "\nExample:\n  $ profile baseline list");
  withCommonOptions(command).action(async () => {
    const { terminal } = await settle<CommonOptions>(command);
    const [names, datasets] = [await namesOfBaselines(), await namesOfDatasets()];
    terminal.result([
      ...names.map((text) => ({ text, tone: "plain" }) as const),
      ...datasets.map((name) => ({ text: `${name} (dataset)`, tone: "plain" }) as const),
    ]);
    terminal.json(asJson({ baselines: names, ...(datasets.length === 0 ? {} : { datasets }) }));
    if (names.length + datasets.length === 0)
      terminal.note("no baseline is stored here; try: profile baseline save <name> <module>");
  });
}

function addShow(baseline: Command): void {
  const command = baseline
    .command("show")
    .description("Shows a stored baseline: where it comes from, and how fast each stage was.")
    .argument("<name>", "name of the baseline")
    .addHelpText("after", "\nExample:\n  $ profile baseline show main --json");
  withCommonOptions(command).action(async (name: string) => {
    const { terminal } = await settle<CommonOptions>(command);
    const stored = await showBaseline(name);
    terminal.result(summaryOfBaseline(stored));
    terminal.json(asJson(stored));
  });
}
