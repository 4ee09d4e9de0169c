import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";

/** Where a working folder stands in its repository. */
export interface RepositoryPlace {
  /** Absolute path of the repository's top folder. */
  readonly root: string;
  /** From there to the working folder, forward slashes, with one at the end; empty at the top. */
  readonly prefix: string;
  /** Full hash of HEAD. */
  readonly headCommit: string;
  readonly isDirty: boolean;
}

/** A revision checked out beside the repository, for as long as it is needed. */
export interface CheckedOut {
  /** Absolute path of the folder that corresponds to the working folder. */
  readonly folder: string;
  /** Removes it, and what the repository knows of it. */
  remove(): void;
}

/**
 * Where `folder` stands.
 * @throws SoundingsError ("usage") outside a repository, before its first commit, or without git
 */
export function placeInRepository(folder: string): RepositoryPlace {
  try {
    const [root = "", prefix = ""] = git(folder, ["rev-parse", "--show-toplevel", "--show-prefix"]).split(
      "\n",
    );
    const headCommit = git(folder, ["rev-parse", "--verify", "HEAD"]).trim();
    return { root, prefix, headCommit, isDirty: git(folder, ["status", "--porcelain"]).trim() !== "" };
  } catch (cause) {
    throw new SoundingsError("usage", "there are no revisions here to compare", {
      hint: "run it inside a git repository with a commit, or compare with a stored baseline: --baseline <name>",
      cause,
    });
  }
}

/** Branches that work usually starts from, the likeliest first. */
const trunks = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/**
 * The branch that work starts from, where nobody says.
 * @throws SoundingsError ("usage") where none of the usual names is one
 */
export function usualTrunk(folder: string): string {
  const known = trunks.find((ref) => commitOf(folder, ref) !== null);
  if (known !== undefined) return known;
  throw new SoundingsError("usage", `none of ${trunks.join(", ")} is a revision here`, {
    hint: "say what to compare with: --against <git ref>",
  });
}

/**
 * The commit that `ref` and HEAD have in common last.
 * @throws SoundingsError ("baseline") when `ref` is unknown or there is none
 */
export function mergeBase(folder: string, ref: string): string {
  if (commitOf(folder, ref) === null) {
    throw new SoundingsError("baseline", `${ref} is no revision here`, {
      hint: `fetch it first (git fetch origin ${ref.replace(/^origin\//, "")}), or give another: --against <git ref>`,
    });
  }
  try {
    return git(folder, ["merge-base", "HEAD", ref]).trim();
  } catch (cause) {
    throw new SoundingsError("baseline", `HEAD and ${ref} have no commit in common here`, {
      hint: "a shallow clone lacks them: check out with fetch-depth: 0, or git fetch --unshallow",
      cause,
    });
  }
}

/** When a commit was made: ISO 8601, UTC. */
export function committedAt(folder: string, commit: string): string {
  return new Date(Number(git(folder, ["show", "--no-patch", "--format=%ct", commit])) * 1000).toISOString();
}

function commitOf(folder: string, ref: string): string | null {
  try {
    return git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]).trim();
  } catch {
    return null;
  }
}

/**
 * Checks `commit` out into a folder of its own, which shares the repository's objects.
 * @throws SoundingsError ("run") when it cannot
 */
export function checkOut({ root, prefix }: RepositoryPlace, commit: string): CheckedOut {
  const parent = mkdtempSync(join(tmpdir(), "soundings-"));
  const path = join(parent, commit.slice(0, 12));
  try {
    // Places that a killed run has left are forgotten first.
    git(root, ["worktree", "prune"]);
    git(root, ["worktree", "add", "--detach", "--quiet", path, commit]);
  } catch (cause) {
    rmSync(parent, { recursive: true, force: true });
    throw new SoundingsError("run", `${commit.slice(0, 12)} cannot be checked out: ${messageOf(cause)}`, {
      cause,
    });
  }
  const remove = (): void => {
    process.removeListener("exit", remove);
    try {
      git(root, ["worktree", "remove", "--force", path]);
    } catch {
      // What git does not remove goes below; it forgets the place at its next prune.
    }
    rmSync(parent, { recursive: true, force: true });
  };
  // A program that is told to end in the middle of its work still tidies up.
  process.on("exit", remove);
  return { folder: join(path, prefix), remove };
}

function git(folder: string, subcommand: readonly string[]): string {
  return execFileSync("git", ["-C", folder, ...subcommand], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 120_000,
    maxBuffer: 2 ** 26,
  });
}
