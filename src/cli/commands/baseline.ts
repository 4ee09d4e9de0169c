import type { Command } from "commander";
import type { Parameters } from "../../model/pipeline-profile.ts";
import { namesOfBaselines, saveBaseline, showBaseline } from "../../workflows/baselines.ts";
import { asJson, summaryOfBaseline } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { addParameter, durationSeconds, positiveCount, roundCount } from "../option-values.ts";

interface SaveOptions extends CommonOptions {
  readonly param: Parameters;
  readonly rounds: number;
  readonly passes: number;
  readonly examples: number;
  readonly maxTime: number;
}

/** `profile baseline save|list|show`. */
export function addBaselineCommand(program: Command): void {
  const baseline = program
    .command("baseline")
    .summary("the stored baselines: save, list, show")
    .description("Stored baselines, in .soundings/baselines: commit them, and gate against them.")
    .addHelpText("after", "\nExample:\n  $ profile baseline save main pipeline.ts");
  addSave(baseline);
  addList(baseline);
  addShow(baseline);
}

function addSave(baseline: Command): void {
  const command = baseline
    .command("save")
    .description("Measures a pipeline in rounds and stores every round's values.")
    .argument("<name>", "name of the baseline")
    .argument("<module>", "module that exports the pipeline")
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
    .addHelpText("after", "\nExample:\n  $ profile baseline save main pipeline.ts --param data=recordings");
  withCommonOptions(command).action(async (name: string, module: string) => {
    const { options, terminal } = await settle<SaveOptions>(command);
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
    terminal.result(summaryOfBaseline(saved.baseline));
    terminal.json(asJson(saved.baseline));
    terminal.note(`wrote ${saved.path}`);
  });
}

function addList(baseline: Command): void {
  const command = baseline
    .command("list")
    .description("Names the stored baselines.")
    .addHelpText("after", "\nExample:\n  $ profile baseline list");
  withCommonOptions(command).action(async () => {
    const { terminal } = await settle<CommonOptions>(command);
    const names = await namesOfBaselines();
    terminal.result(names.map((text) => ({ text, tone: "plain" })));
    terminal.json(asJson({ baselines: names }));
    if (names.length === 0)
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
