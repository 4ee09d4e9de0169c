import { createRequire } from "node:module";
import { join } from "node:path";

const load = createRequire(join(import.meta.dirname, "peers/package.json"));

/** A library that `npm run bench:peers` installs; null when it is not there. */
export function loadPeer<T>(name: string): T | null {
  try {
    return load(name) as T;
  } catch {
    return null;
  }
}

/** The version of a library that is there. */
export function versionOfPeer(name: string): string {
  return loadPeer<{ readonly version: string }>(`${name}/package.json`)?.version ?? "unknown";
}
