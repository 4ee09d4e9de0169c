import { spawn } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { SoundingsError } from "../model/errors.ts";

/** Lock files, and the command that installs exactly what one of them says. */
const installers: readonly (readonly [lockFile: string, command: string])[] = [
  ["package-lock.json", "npm ci --no-audit --no-fund"],
  ["npm-shrinkwrap.json", "npm ci --no-audit --no-fund"],
  ["pnpm-lock.yaml", "pnpm install --frozen-lockfile"],
  ["yarn.lock", "yarn install --frozen-lockfile"],
];

/** How a revision is made ready to run. */
export interface BuildOptions {
  /** A shell command; null takes the package's own `build` script, where it has one; empty builds nothing. */
  readonly buildCommand: string | null;
  /** Told what is being done. */
  readonly onStep?: (step: string) => void;
}

/**
 * Makes the packages that `folder` needs available as its lock file says: where `sibling`, a folder of another revision, has the same
 * lock file and has been installed, by sharing; else by installing. Without a lock file nothing is done.
 * @throws SoundingsError ("run") when installing fails
 */
export async function installPackages(
  folder: string,
  sibling: string,
  onStep: (step: string) => void,
): Promise<void> {
  const found = lockFileAbove(folder);
  if (found === null) return;
  const there = resolve(sibling, relative(folder, found.folder));
  const modules = join(there, "node_modules");
  if (existsSync(modules) && sameFile(join(found.folder, found.lockFile), join(there, found.lockFile))) {
    symlinkSync(modules, join(found.folder, "node_modules"), "junction");
    return;
  }
  onStep(`${found.command} (its ${found.lockFile} differs)`);
  await runShell(found.command, found.folder);
}

/**
 * Builds a package: by `buildCommand`, or by its `build` script.
 * @throws SoundingsError ("run") when the build fails
 */
export async function buildPackage(folder: string, { buildCommand, onStep }: BuildOptions): Promise<void> {
  const command = buildCommand ?? (hasBuildScript(folder) ? "npm run build" : "");
  if (command === "") return;
  onStep?.(command);
  await runShell(command, folder);
}

function hasBuildScript(folder: string): boolean {
  try {
    const described = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      scripts?: { build?: unknown };
    };
    return typeof described.scripts?.build === "string";
  } catch {
    return false;
  }
}

/** The nearest lock file at or above a folder, as far as the repository reaches. */
function lockFileAbove(
  folder: string,
): { readonly folder: string; readonly lockFile: string; readonly command: string } | null {
  for (const [lockFile, command] of installers) {
    if (existsSync(join(folder, lockFile))) return { folder, lockFile, command };
  }
  const isTop = existsSync(join(folder, ".git")) || dirname(folder) === folder;
  return isTop ? null : lockFileAbove(dirname(folder));
}

function sameFile(a: string, b: string): boolean {
  return existsSync(b) && readFileSync(a).equals(readFileSync(b));
}

/** Lines of a failed command that are shown. */
const shownLineCount = 5;

async function runShell(command: string, folder: string): Promise<void> {
  const child = spawn(command, { cwd: folder, shell: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part: Buffer) => {
      said = (said + part.toString("utf8")).slice(-8192);
    });
  }
  const exitCode = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  if (exitCode === 0) return;
  const lines = said.trim().split("\n").slice(-shownLineCount).join(" | ");
  throw new SoundingsError("run", `${command} failed in ${folder}: ${lines || "it said nothing"}`, {
    hint: "run it there by hand; --build <command> says how to build, --no-build that nothing needs building",
  });
}
