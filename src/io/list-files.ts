import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";

/**
 * Every file below `root`, as paths relative to it with forward slashes, sorted by code unit. Links to folders
 * are followed, but never into a folder that holds them; a link that leads nowhere is listed like a file.
 */
export async function listFiles(root: string): Promise<string[]> {
  const paths: string[] = [];
  await walk(root, "", [], paths);
  return paths.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

async function walk(
  folder: string,
  prefix: string,
  above: readonly string[],
  paths: string[],
): Promise<void> {
  const { real, entries } = await contentOf(folder);
  if (above.includes(real)) return;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await leadsToFolder(path)));
    if (isFolder) await walk(path, `${prefix}${entry.name}/`, [...above, real], paths);
    else paths.push(prefix + entry.name);
  }
}

async function contentOf(folder: string) {
  try {
    return { real: await realpath(folder), entries: await readdir(folder, { withFileTypes: true }) };
  } catch (error) {
    throw new SoundingsError("usage", `The folder ${folder} cannot be listed: ${messageOf(error)}.`, {
      hint: "Check that it exists and that you may read it.",
      cause: error,
    });
  }
}

async function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  );
}
