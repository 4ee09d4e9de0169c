import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What a run of the program left behind. */
export interface ProgramRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run it. */
export interface RunOptions {
  /** The working folder. */
  readonly folder: string;
  /** Over the environment of the tests. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Further arguments of Node.js. */
  readonly nodeArguments?: readonly string[];
}

const program = resolve(import.meta.dirname, "../../bin/profile.js");
const modules = resolve(import.meta.dirname, "../fixtures/modules");

/** Runs `profile <words>` as a user does, in a process of its own. */
export function runProfile(words: readonly string[], options: RunOptions): Promise<ProgramRun> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;
  return new Promise((resolveRun, reject) => {
    const child = spawn(process.execPath, [...(options.nodeArguments ?? []), program, ...words], {
      cwd: options.folder,
      env: { ...environment, ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exitCode) => resolveRun({ exitCode, stdout, stderr }));
  });
}

/** The path of a pipeline module under test/fixtures/modules. */
export function fixtureModule(name: string): string {
  return join(modules, name);
}

/** An empty folder that is gone after the test. */
export function temporaryFolder(context: { after(clean: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
