import { tool } from "../io/tool.ts";

/** Version of this package. */
export function toolVersion(): string {
  return tool.version;
}
