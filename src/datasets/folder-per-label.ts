import { join } from "node:path";
import type { Example } from "../model/example.ts";

/** Which folder below the root says what; null where no folder does. */
export interface FolderRoles {
  readonly splitDepth: number | null;
  readonly labelDepth: number | null;
}

const splitName = /^(train(ing)?|test(ing)?|val(id(ation)?)?|dev(elopment)?|eval(uation)?|fold[ _-]?\d+)$/i;

/**
 * The roles of folders in paths relative to a root: a level whose names are all names of splits gives the split,
 * the first other level with two or more names gives the label.
 */
export function folderRoles(paths: readonly string[]): FolderRoles {
  const folders = paths.map(foldersOf);
  const depth = folders.reduce((deepest, parts) => Math.max(deepest, parts.length), 0);
  let splitDepth: number | null = null;
  for (let level = 0; level < depth; level++) {
    const names = new Set(folders.flatMap((parts) => parts[level] ?? []));
    if (splitDepth === null && [...names].every((name) => splitName.test(name))) splitDepth = level;
    else if (names.size > 1) return { splitDepth, labelDepth: level };
  }
  return { splitDepth, labelDepth: null };
}

/** One example per path, with label and split from the folders it lies in, verbatim. */
export function examplesByFolder(root: string, paths: readonly string[], roles: FolderRoles): Example[] {
  return paths.map((path) => {
    const folders = foldersOf(path);
    return {
      id: path,
      path: join(root, path),
      label: at(folders, roles.labelDepth),
      split: at(folders, roles.splitDepth),
      group: null,
      attributes: {},
    };
  });
}

function foldersOf(path: string): string[] {
  return path.split("/").slice(0, -1);
}

function at(folders: readonly string[], level: number | null): string | null {
  return level === null ? null : (folders[level] ?? null);
}
