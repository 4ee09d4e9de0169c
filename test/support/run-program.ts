import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** What a program has said, and how it ended. */
export interface ProgramRun {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A program that runs. */
export interface RunningProgram {
  readonly process: ChildProcess;
  readonly ended: Promise<ProgramRun>;
}

const program = join(import.meta.dirname, "../../bin/profile.js");

/** Starts `profile` as it was last built (`npm test` builds first), in `folder`. */
export function startProgram(folder: string, words: readonly string[]): RunningProgram {
  const child = spawn(process.execPath, [program, ...words], { cwd: folder });
  const texts = { output: "", errors: "" };
  child.stdout.on("data", (chunk) => {
    texts.output += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    texts.errors += String(chunk);
  });
  const ended = new Promise<ProgramRun>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, ...texts }));
  });
  return { process: child, ended };
}

/** Runs `profile` in `folder`, to its end. */
export function runProgram(folder: string, words: readonly string[]): Promise<ProgramRun> {
  return startProgram(folder, words).ended;
}
