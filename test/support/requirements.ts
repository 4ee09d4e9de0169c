import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** Whether a missing tool or data set is a failure (in CI) rather than a reason to skip. */
const isStrict = process.env["CI"] === "true";

/** Options for `test()`: empty when `isPresent`, a skip with its reason on a bare machine, nothing to hide behind in CI. */
function unlessMissing(isPresent: boolean, what: string): { skip?: string } {
  return isPresent || isStrict ? {} : { skip: `${what} is not here` };
}

/** Folder of one real data set beside the repository, such as `fsdd`. */
export function sharedData(set: string): string {
  return resolve(import.meta.dirname, "../../../shared/data", set);
}

/** Options for a test that reads the data set `set`. */
export function needsData(set: string): { skip?: string } {
  return unlessMissing(existsSync(sharedData(set)), `shared/data/${set}`);
}

/** Where Chromium is: the environment variable CHROMIUM, or Debian's place. */
export const chromiumPath: string = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Options for a test that opens a browser. */
export function needsChromium(): { skip?: string } {
  return unlessMissing(existsSync(chromiumPath), "Chromium");
}
