import type { Command } from "commander";
import { examineMachine } from "../../workflows/doctor.ts";
import { asJson, summaryOfMachine } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";

/** `profile doctor`. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command("doctor")
    .description("Says what this machine offers, which tensor backend is in use, and why.")
    .addHelpText("after", "\nExample:\n  $ profile doctor --json");
  withCommonOptions(command).action(async () => {
    const { terminal } = await settle<CommonOptions>(command);
    const report = await examineMachine();
    terminal.result(summaryOfMachine(report));
    terminal.json(asJson(report));
  });
}
