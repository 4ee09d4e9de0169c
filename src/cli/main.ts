import { Command, CommanderError } from "commander";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { toolVersion } from "../workflows/tool-version.ts";
import { exitCodes, killedByInterrupt } from "./exit-codes.ts";

/** What adds each command to the program, in the order of the help. Loaded by name: each brings along all that it can do. */
const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  dataset: async () => (await import("./commands/dataset.ts")).addDatasetCommand,
  merge: async () => (await import("./commands/merge.ts")).addMergeCommand,
  subset: async () => (await import("./commands/subset.ts")).addSubsetCommand,
  split: async () => (await import("./commands/split.ts")).addSplitCommand,
  diff: async () => (await import("./commands/diff.ts")).addDiffCommand,
  card: async () => (await import("./commands/card.ts")).addCardCommand,
  labels: async () => (await import("./commands/labels.ts")).addLabelsCommand,
  pipeline: async () => (await import("./commands/pipeline.ts")).addPipelineCommand,
  verify: async () => (await import("./commands/verify.ts")).addVerifyCommand,
  check: async () => (await import("./commands/check.ts")).addCheckCommand,
  gate: async () => (await import("./commands/gate.ts")).addGateCommand,
  baseline: async () => (await import("./commands/baseline.ts")).addBaselineCommand,
  doctor: async () => (await import("./commands/doctor.ts")).addDoctorCommand,
  round: async () => (await import("./commands/round.ts")).addRoundCommand,
};

/** Runs the program: the words of the command line in, an exit code out (as `process.exitCode`). */
export function main(words: readonly string[]): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", leaveWhenUnread);
  const program = buildProgram();
  let isDone = false;
  const fail = (thrown: unknown): void => {
    isDone = true;
    process.exitCode = report(thrown, program);
  };
  // An error that no stage caught, such as a rejected promise that nobody awaits: Node.js would exit with 1, a regression.
  process.on("uncaughtException", (thrown) => {
    fail(thrown);
    process.exit();
  });
  process.on("exit", (code) => {
    if (!isDone && code !== killedByInterrupt) fail(endedEarly());
  });
  void addCommands(program, words)
    .then(() => program.parseAsync([...words], { from: "user" }))
    .catch(fail)
    .then(() => {
      isDone = true;
      // A user's module may leave timers or sockets behind; the work is done.
      setTimeout(() => process.exit(), 500).unref();
    });
}

/** Ends the program when whoever read its output has seen enough (`profile ... | head`). */
function leaveWhenUnread(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
}

/** The trouble of a program that ends by itself in the middle of its work. */
function endedEarly(): SoundingsError {
  return new SoundingsError("run", "the run ended before it was done", {
    hint: "look for a stage whose promise is never settled, or a call of process.exit",
  });
}

function buildProgram(): Command {
  return new Command("profile")
    .description("Take soundings of your data and of your pipeline before you train.")
    .version(toolVersion(), "-V, --version")
    .enablePositionalOptions()
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText(
      "after",
      `
Examples:
  $ profile dataset recordings/                 look at a dataset before training on it
  $ profile pipeline pipeline.ts                find the stage that holds a pipeline back
  $ profile verify pipeline.ts                  try what it predicts, and see whether it holds
  $ profile baseline save main pipeline.ts      store how fast it is
  $ profile gate --baseline main                fail when a stage has become slower

Exit codes: 0 passed, 1 regression or findings, 2 usage, 3 inconclusive (on request), 4 baseline, 5 run failed.`,
    );
}

/** Adds the command that `words` begin with; all of them where they begin with none, to list or to suggest one. */
async function addCommands(program: Command, [name = ""]: readonly string[]): Promise<void> {
  const named = Object.hasOwn(commands, name) ? [commands[name]!] : Object.values(commands);
  for (const load of named) (await load())(program);
}

/** Says what went wrong, on standard error, and gives the exit code. */
function report(thrown: unknown, program: Command): number {
  if (thrown instanceof CommanderError) {
    if (thrown.exitCode === 0) return 0;
    const isHelp = thrown.code === "commander.help";
    if (!isHelp)
      say(thrown.message.replace(/^error: /, "").replaceAll("\n", " "), `${nameOf(program)} --help`);
    return exitCodes.usage;
  }
  if (thrown instanceof SoundingsError) {
    say(messageOf(thrown), thrown.hint);
    return exitCodes[thrown.code];
  }
  say(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown), "");
  return exitCodes.run;
}

function say(message: string, hint: string): void {
  process.stderr.write(`error: ${message}\n`);
  if (hint !== "") process.stderr.write(`  try: ${hint}\n`);
}

/** The command that was being read, with its parents. */
function nameOf(program: Command): string {
  const sub = program.commands.find((command) => command.name() === program.args[0]);
  return sub === undefined ? program.name() : `${program.name()} ${sub.name()}`;
}
