import { readFileSync } from "node:fs";
import type { Tool } from "../model/environment.ts";

/** This package, as stored files name it. */
export const tool: Tool = readTool();

function readTool(): Tool {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const { name, version } = manifest as Tool;
  return { name, version };
}
