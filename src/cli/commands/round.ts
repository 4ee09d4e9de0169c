import { type Command, InvalidArgumentError, Option } from "commander";
import type { Parameters } from "../../model/pipeline-profile.ts";
import type { Injection } from "../../workflows/inject.ts";
import { measureCounts } from "../../workflows/measure-counts.ts";
import { measurePair, measureRound } from "../../workflows/measure-round.ts";
import { parametersFromJson, positiveCount } from "../option-values.ts";
import { keepOutputClean, openTerminal } from "../terminal.ts";

interface RoundCommandOptions {
  readonly parameters: Parameters;
  readonly passes: number;
  readonly examples: number;
  readonly counts: boolean;
  readonly base?: string;
  readonly first: "base" | "head";
  readonly inject: Injection | null;
}

/** `profile round <module>`: one round of a gate or a baseline, as JSON. Hidden: `gate` and `baseline save` call it. */
export function addRoundCommand(program: Command): void {
  const command = program
    .command("round", { hidden: true })
    .description("One round of a baseline or a gate, in this process; prints its values as JSON.")
    .argument("<module>", "module that exports the pipeline")
    .option("--parameters <json>", "the parameters of the pipeline as one object", parametersFromJson, {})
    .option("--passes <count>", "passes after those that warm up", positiveCount, 3)
    .option("-n, --examples <count>", "examples per pass at most", positiveCount, 64)
    .option("--counts", "count what stages take in, give out and allocate, instead of timing them", false)
    .option("--base <module>", "the other revision's module, to take turns with")
    .addOption(new Option("--first <side>", "which side begins").choices(["base", "head"]).default("base"))
    .option("--inject <json>", "a fault for the gate to find: { stage, kind, share }", injection, null);
  command.action(async (module: string) => {
    keepOutputClean();
    const result = await measured(module, command.opts<RoundCommandOptions>());
    // Not with sorted keys: the order of the stages is the order of the values.
    openTerminal({ json: true, quiet: false }).json(`${JSON.stringify(result)}\n`);
  });
}

function measured(module: string, options: RoundCommandOptions): Promise<unknown> {
  const { parameters, passes, examples, inject, base, first } = options;
  const round = { module, parameters, passCount: passes, exampleCount: examples, injection: inject };
  if (options.counts) return measureCounts(round);
  if (base === undefined) return measureRound(round);
  return measurePair({ ...round, baseModule: base, isBaseFirst: first === "base" });
}

function injection(text: string): Injection {
  const value = JSON.parse(text) as Partial<Injection> | null;
  const isKnown = value?.kind === "time" || value?.kind === "allocation";
  if (typeof value?.stage === "string" && isKnown && typeof value.share === "number")
    return value as Injection;
  throw new InvalidArgumentError('give { "stage": ..., "kind": "time" or "allocation", "share": ... }');
}
