import { statSync } from "node:fs";
import { access, appendFile, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";

/**
 * The text of a file that the caller named.
 * @throws SoundingsError ("usage") when it cannot be read
 */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    throw new SoundingsError("usage", `cannot read ${path}: ${messageOf(thrown)}`, { cause: thrown });
  }
}

/** Whether there is a file or a folder at `path`. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Writes files into a folder, making it if need be; each appears whole or not at all. Gives their paths, relative to the
 * working folder where they lie below it.
 * @throws SoundingsError ("run") when the disk refuses
 */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    // Two runs may write the same report at once: each has a half of its own.
    const part = `${path}.${process.pid}.part`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(part, text);
      await rename(part, path);
    } catch (thrown) {
      await rm(part, { force: true }).catch(() => {});
      throw new SoundingsError("run", `cannot write ${path}: ${messageOf(thrown)}`, {
        hint: "choose another folder with --out",
        cause: thrown,
      });
    }
    const near = relative(".", path);
    paths.push(near.startsWith("..") ? path : near);
  }
  return paths;
}

/** Whether `path` is a folder; null when there is nothing. */
export async function isFolder(path: string): Promise<boolean | null> {
  return stat(path).then(
    (target) => target.isDirectory(),
    () => null,
  );
}

/** The folder that a dataset's paths start from: `source` itself, or that of the file `source`. */
export function folderOfSource(source: string): string {
  return statSync(source, { throwIfNoEntry: false })?.isFile() ? dirname(source) : source;
}

/**
 * Adds text to the end of a file, which need not exist.
 * @throws SoundingsError ("run") when the disk refuses
 */
export async function appendText(path: string, text: string): Promise<void> {
  try {
    await appendFile(path, text);
  } catch (cause) {
    throw new SoundingsError("run", `cannot write ${path}: ${messageOf(cause)}`, { cause });
  }
}
