import type { Command } from "commander";
import type { Parameters } from "../../model/pipeline-profile.ts";
import { measureRound } from "../../workflows/measure-round.ts";
import { parametersFromJson, positiveCount } from "../option-values.ts";
import { keepOutputClean, openTerminal } from "../terminal.ts";

interface RoundCommandOptions {
  readonly parameters: Parameters;
  readonly passes: number;
  readonly examples: number;
}

/** `profile round <module>`: one round of a gate or a baseline, as JSON. Hidden: `gate` and `baseline save` call it. */
export function addRoundCommand(program: Command): void {
  const command = program
    .command("round", { hidden: true })
    .description("One round of a baseline or a gate, in this process; prints its values as JSON.")
    .argument("<module>", "module that exports the pipeline")
    .option("--parameters <json>", "the parameters of the pipeline as one object", parametersFromJson, {})
    .option("--passes <count>", "passes after one to warm up", positiveCount, 3)
    .option("-n, --examples <count>", "examples per pass at most", positiveCount, 64);
  command.action(async (module: string) => {
    const { parameters, passes, examples } = command.opts<RoundCommandOptions>();
    keepOutputClean();
    const round = await measureRound({
      module,
      parameters,
      passCount: passes,
      exampleCount: examples,
    });
    // Not with sorted keys: the order of the stages is the order of the values.
    openTerminal({ json: true, quiet: false }).json(`${JSON.stringify(round)}\n`);
  });
}
