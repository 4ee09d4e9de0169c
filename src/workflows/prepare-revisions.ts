import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { buildPackage, installPackages } from "../io/build-folder.ts";
import { checkOut, committedAt, mergeBase, placeInRepository, usualTrunk } from "../io/git-revisions.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Revisions } from "../model/verdict.ts";

/** Which revisions, and how they are made ready. */
export interface RevisionOptions {
  /** Path of the pipeline's module, in the working folder. */
  readonly module: string;
  /** A git ref; null takes the branch that work usually starts from. Compared is the commit it has in common with HEAD. */
  readonly against: string | null;
  /** A shell command; null takes the package's own `build` script; empty builds nothing. */
  readonly buildCommand: string | null;
  /** Whether the working folder has been built already; default false. */
  readonly isHeadBuilt?: boolean;
  readonly onStep?: (step: string) => void;
}

/** Both revisions, built. */
export interface PreparedRevisions {
  readonly baseModule: string;
  readonly revisions: Omit<Revisions, "isInterleaved">;
  /** Absolute path of the base's counterpart of the working folder. */
  readonly baseFolder: string;
  /** When the base was committed: ISO 8601. */
  readonly baseCommittedAt: string;
  /** Removes what was checked out. */
  remove(): void;
}

/**
 * Checks out the revision to compare with, installs what its lock file says, and builds both, so that nothing but the pipelines runs once
 * timing begins.
 * @throws SoundingsError ("baseline") when there is no such revision, or it lacks the module
 */
export async function prepareRevisions(options: RevisionOptions): Promise<PreparedRevisions> {
  const { module, buildCommand, isHeadBuilt = false, onStep = () => {} } = options;
  const place = placeInRepository(".");
  const against = options.against ?? usualTrunk(".");
  const baseCommit = mergeBase(".", against);
  if (baseCommit === place.headCommit && !place.isDirty) {
    throw new SoundingsError(
      "usage",
      `HEAD is ${against} and nothing is changed: there is nothing to compare`,
      {
        hint: "give an older revision: --against HEAD~1",
      },
    );
  }
  onStep(`checking out ${baseCommit.slice(0, 12)}`);
  const base = checkOut(place, baseCommit);
  try {
    const baseModule = join(base.folder, relative(".", resolve(module)));
    if (!existsSync(baseModule)) {
      throw new SoundingsError("baseline", `${module} is not in ${baseCommit.slice(0, 12)} (${against})`, {
        hint: "a new pipeline has nothing to be compared with; store it: profile baseline save <name> <module>",
      });
    }
    await installPackages(base.folder, resolve("."), (step) => onStep(`base: ${step}`));
    await buildPackage(base.folder, { buildCommand, onStep: (step) => onStep(`base: ${step}`) });
    if (!isHeadBuilt)
      await buildPackage(resolve("."), { buildCommand, onStep: (step) => onStep(`head: ${step}`) });
    const { headCommit, isDirty } = place;
    return {
      baseModule,
      baseFolder: base.folder,
      revisions: { against, baseCommit, headCommit, isDirty },
      baseCommittedAt: committedAt(".", baseCommit),
      remove: base.remove,
    };
  } catch (thrown) {
    base.remove();
    throw thrown;
  }
}
