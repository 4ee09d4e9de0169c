import type { Example } from "../model/example.ts";
import { examplesByFolder } from "./folder-per-label.ts";

/** One example per path, without a label: nothing in the folder says one. */
export function examplesWithoutLabel(root: string, paths: readonly string[]): Example[] {
  return examplesByFolder(root, paths, { splitDepth: null, labelDepth: null });
}
