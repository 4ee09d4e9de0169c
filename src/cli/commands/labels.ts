import { type Command, InvalidArgumentError } from "commander";
import { approveLabels, checkLabels } from "../../workflows/approve-labels.ts";
import { reviewDatasetLabels } from "../../workflows/review-labels.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { finish } from "../finish.ts";
import { type LayoutOptions, layoutOf, withLayoutOptions, withWorkers } from "../layout-options.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";

interface ReviewOptions extends CommonOptions, LayoutOptions {
  readonly annotators: readonly string[];
  readonly headersOnly: boolean;
  readonly workers: number;
  readonly out?: string;
}

interface CheckOptions extends CommonOptions, LayoutOptions {
  readonly ledger?: string;
}

interface ApproveOptions extends CheckOptions {
  readonly decisions?: string;
  readonly reviewerRole: string;
  readonly reason: string;
}

/** `profile labels review|approve|check`. */
export function addLabelsCommand(program: Command): void {
  const labels = program
    .command("labels")
    .description(
      "Finds labels that are worth a look, records what reviewers decided, and checks that labels are the approved ones.",
    )
    .addHelpText("after", "\nExample:\n  $ profile labels review labels.csv --annotators first,second");
  addReview(labels);
  addApprove(labels);
  addCheck(labels);
}

const dataset = ["<path>", "a dataset as for profile dataset"] as const;

function addReview(labels: Command): void {
  const command = labels
    .command("review")
    .description("Writes a review sheet: review.csv to fill, review.html to listen with, labels.json.")
    .argument(...dataset)
    .option(
      "--annotators <columns>",
      "columns that hold what each annotator said, with commas between",
      columnNames,
      [],
    )
    .option("--headers-only", "decode nothing: copies and neighbours are not looked at", false)
    .option("-o, --out <folder>", "where to write (default: reports/<name>-labels)")
    .addHelpText(
      "after",
      "\nExample:\n  $ profile labels review labels.csv --annotators first,second,third --out review",
    );
  withCommonOptions(withWorkers(withLayoutOptions(command))).action(async (path: string) => {
    const { options, terminal } = await settle<ReviewOptions>(command);
    const { annotators, headersOnly, workers, out } = options;
    const { written } = await reviewDatasetLabels({
      ...layoutOf(options),
      ...{ path, annotators, isHeadersOnly: headersOnly, workerCount: workers, out: out ?? null },
      onProgress: showDatasetProgress(terminal),
    });
    terminal.endProgress();
    finish(terminal, written);
  });
}

function addApprove(labels: Command): void {
  const command = labels
    .command("approve")
    .description(
      "Records in a ledger that the labels, as they are now, are good enough: bound to every file's bytes and labels.",
    )
    .argument(...dataset)
    .requiredOption("--reviewer-role <role>", "what the reviewer is, not who: 'domain expert'", text)
    .requiredOption("--reason <text>", "why the labels are good enough", text)
    .option("--decisions <file>", "a review sheet with decisions filled in")
    .option("--ledger <file>", "the ledger (default: .soundings/labels/<name>.json); commit it")
    .addHelpText(
      "after",
      "\nExample:\n  $ profile labels approve labels.csv --decisions review/review.csv --reviewer-role 'domain expert' --reason 'all suspects heard'",
    );
  withCommonOptions(withLayoutOptions(command)).action(async (path: string) => {
    const { options, terminal } = await settle<ApproveOptions>(command);
    const { decisions = null, ledger = null, reviewerRole, reason } = options;
    finish(
      terminal,
      await approveLabels({ ...layoutOf(options), path, decisions, ledger, reviewerRole, reason }),
    );
  });
}

function addCheck(labels: Command): void {
  const command = labels
    .command("check")
    .description(
      "Exits with 1 unless the labels are those of the latest approval and its decisions are carried out.",
    )
    .argument(...dataset)
    .option("--ledger <file>", "the ledger (default: .soundings/labels/<name>.json)")
    .addHelpText("after", "\nExample:\n  $ profile labels check labels.csv");
  withCommonOptions(withLayoutOptions(command)).action(async (path: string) => {
    const { options, terminal } = await settle<CheckOptions>(command);
    const { check, written } = await checkLabels({
      ...layoutOf(options),
      path,
      ledger: options.ledger ?? null,
    });
    finish(terminal, written);
    process.exitCode = check.kind === "passed" ? 0 : 1;
  });
}

function columnNames(value: string): readonly string[] {
  const names = value.split(",").map((name) => name.trim());
  if (names.length >= 2 && names.every((name) => name !== "")) return names;
  throw new InvalidArgumentError("give two columns or more, with commas between");
}

function text(value: string): string {
  if (value.trim() !== "") return value.trim();
  throw new InvalidArgumentError("say something");
}
