import type { Command } from "commander";
import { checkStoredProfile, summaryOfCheck } from "../../workflows/check-profile.ts";
import { asJson } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";

/** `profile check <file>`. */
export function addCheckCommand(program: Command): void {
  const command = program
    .command("check")
    .description(
      "Derives every bound, the bottleneck and the identities again from the counts and times of a pipeline.json.",
    )
    .argument("<file>", "a pipeline.json")
    .addHelpText(
      "after",
      "\nExample:\n  $ profile check reports/speech/pipeline.json\n\nExit codes: 0 all follow, 1 a field does not, 2 the file cannot be read.",
    );
  withCommonOptions(command).action(async (path: string) => {
    const { terminal } = await settle<CommonOptions>(command);
    const check = await checkStoredProfile(path);
    terminal.result(summaryOfCheck(check));
    terminal.json(asJson(check));
    process.exitCode = check.problems.length === 0 ? 0 : 1;
  });
}
