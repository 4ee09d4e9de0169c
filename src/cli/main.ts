import { Command, CommanderError } from "commander";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { toolVersion } from "../workflows/tool-version.ts";
import { commandList } from "./command-list.ts";
import { exitCodes, killedByInterrupt, killedByTermination } from "./exit-codes.ts";

/** Commands that run a user's module in this process. One of its functions may never return, and a listener would then keep SIGTERM from ending it. */
const modulesHere: ReadonlySet<string> = new Set(["pipeline", "verify", "diff", "round"]);

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
    if (!isDone && code !== killedByInterrupt) fail(endedEarly(words));
  });
  if (!modulesHere.has(words[0] ?? ""))
    sayWhenTerminated(() => {
      if (!isDone) fail(terminated(words));
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

/**
 * Lets SIGTERM, which a limit of time or a runner that cancels a job sends, end the program with a word, and by way of its `exit` listeners, which remove what
 * it has put on the disk. Node.js would end in silence.
 */
function sayWhenTerminated(say: () => void): void {
  process.once("SIGTERM", () => {
    say();
    process.exit(killedByTermination);
  });
}

/** Ends the program when whoever read its output has seen enough (`profile ... | head`). */
function leaveWhenUnread(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
}

/** The trouble of a program that ends by itself in the middle of its work. */
function endedEarly(words: readonly string[]): SoundingsError {
  return new SoundingsError("run", "the run ended before it was done", {
    hint: resumeHint(words) ?? "look for a stage whose promise is never settled, or a call of process.exit",
  });
}

/** The trouble of a program that another one has ended. */
function terminated(words: readonly string[]): SoundingsError {
  return new SoundingsError("run", "the run was ended by SIGTERM before it was done", {
    hint: resumeHint(words) ?? "give it more time",
  });
}

/** What spares the work that has been done; null for a command that runs a user's module. */
function resumeHint([name]: readonly string[]): string | null {
  return name === "dataset"
    ? "run it again; over audio, --resume goes on with the files that are left"
    : null;
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

/** Adds the command that `words` begin with, or ask help for; where there is none, the names of all, to list or to suggest one. */
async function addCommands(program: Command, words: readonly string[]): Promise<void> {
  const name = (words[0] === "help" ? words[1] : words[0]) ?? "";
  if (Object.hasOwn(commandList, name)) {
    (await commandList[name]!.load())(program);
    return;
  }
  for (const { usage, summary } of Object.values(commandList))
    if (summary !== null) program.command(usage).summary(summary);
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
