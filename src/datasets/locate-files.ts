import { existsSync } from "node:fs";
import { isAbsolute, posix, relative, resolve } from "node:path";

/** Finds the files that a manifest names. */
export interface FileLocator {
  /** The path relative to the manifest's folder, with forward slashes, of the file that `name` means; null when it is missing. */
  readonly locate: (name: string) => string | null;
}

/**
 * A locator for a manifest in `root`, whose folder holds `paths`. A name is first taken as a path from `root`,
 * then as one from any folder below it: audio/, recordings/, wavs/ and so on. Unicode forms and the direction
 * of slashes do not matter.
 */
export function fileLocator(root: string, paths: readonly string[]): FileLocator {
  const byForm = new Map(paths.map((path) => [path.normalize("NFC"), path]));
  const folders = [...new Set(paths.flatMap(foldersAbove))].sort(shallowFirst);
  return {
    locate: (name) => {
      const form = posix.normalize(name.trim()).normalize("NFC");
      const forms = [form, form.replaceAll("\\", "/")];
      for (const folder of ["", ...folders]) {
        for (const wanted of forms) {
          const found = byForm.get(folder + wanted);
          if (found !== undefined) return found;
        }
      }
      return outside(root, form);
    },
  };
}

/** A file elsewhere on the disk, by an absolute path or one that climbs. */
function outside(root: string, name: string): string | null {
  if (!isAbsolute(name) && !name.startsWith("../")) return null;
  const path = resolve(root, name);
  return existsSync(path) ? relative(root, path).replaceAll("\\", "/") : null;
}

/** Folders that hold a path, each with its slash. */
function foldersAbove(path: string): string[] {
  const parts = path.normalize("NFC").split("/").slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join("/")}/`);
}

function shallowFirst(a: string, b: string): number {
  const depth = a.split("/").length - b.split("/").length;
  return depth !== 0 ? depth : a < b ? -1 : 1;
}
