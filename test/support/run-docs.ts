import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ProgramRun, runProfile } from "./run-profile.ts";

/** The commands that a page of the docs shows, one run after the other in `folder`. */
export async function runDocs(
  page: string,
  folder: string,
): Promise<readonly { readonly command: string; readonly run: ProgramRun }[]> {
  const text = readFileSync(join(import.meta.dirname, "../../docs", page), "utf8");
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  const commands = blocks
    .flatMap((block) => block.split("\n"))
    .filter((line) => line.startsWith("npx profile "));
  const runs: { command: string; run: ProgramRun }[] = [];
  for (const command of commands) {
    const words = command
      .replace(/\s+#.*$/, "")
      .split(/\s+/)
      .slice(2);
    runs.push({
      command,
      run: await runProfile(
        words.map((word) => word.replace(/^'|'$/g, "")),
        { folder },
      ),
    });
  }
  return runs;
}
