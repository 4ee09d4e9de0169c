import { join } from "node:path";

/** Where the report on something of this name goes when nothing else is said: `reports/<name>`. */
export function reportFolder(name: string): string {
  return join("reports", folderName(name));
}

/** A name that every file system takes. */
function folderName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  return safe === "" ? "report" : safe.slice(0, 80);
}
