import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf, SoundingsError } from "../model/errors.ts";

/**
 * Loads a user's module, JavaScript or TypeScript, without a build step.
 * @param path as given on the command line, relative to the working folder
 * @param isOwnCopy whether it and what it imports are evaluated once more, even if they have been loaded before
 * @throws SoundingsError ("usage") when there is no such file, or it cannot be loaded
 */
export async function loadModule(
  path: string,
  isOwnCopy = false,
): Promise<Readonly<Record<string, unknown>>> {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new SoundingsError("usage", `no such module: ${path}`, {
      hint: "give the path of a .ts or .js file",
    });
  }
  if (statSync(file).isDirectory()) {
    throw new SoundingsError("usage", `${path} is a folder, not a module`, {
      hint: "give the path of the .ts or .js file that exports the pipeline",
    });
  }
  try {
    return isOwnCopy || /\.[mc]?tsx?$/.test(file)
      ? await loadByJiti(file, isOwnCopy)
      : await import(pathToFileURL(file).href);
  } catch (thrown) {
    if (thrown instanceof SoundingsError) throw thrown;
    throw new SoundingsError("usage", `${path} cannot be loaded: ${messageOf(thrown)}`, {
      hint: "run it alone to see where: node (or npx tsx for TypeScript)",
      cause: thrown,
    });
  }
}

async function loadByJiti(file: string, isOwnCopy: boolean): Promise<Readonly<Record<string, unknown>>> {
  // Required, not imported: to import it, Node.js first reads all of it for the names it exports, which takes longer than to load it.
  const { createJiti } = createRequire(import.meta.url)("jiti") as typeof import("jiti");
  const jiti = createJiti(import.meta.url, {
    interopDefault: false,
    tryNative: false,
    moduleCache: !isOwnCopy,
  });
  return jiti.import<Readonly<Record<string, unknown>>>(file);
}

/** Whether a package can be found from here, without loading it. */
export function isInstalled(packageName: string): boolean {
  try {
    createRequire(import.meta.url).resolve(packageName);
    return true;
  } catch {
    return false;
  }
}
