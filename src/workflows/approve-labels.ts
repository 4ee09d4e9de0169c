import { type DatasetOptions, openDataset } from "../datasets/open-dataset.ts";
import { labelApprovalCheck } from "../gate/label-approval.ts";
import { readDate } from "../io/clocks.ts";
import { hashFile } from "../io/hash-file.ts";
import { holdingMedia } from "../io/held-cells.ts";
import { hashLabelSet, ledgerPath, readLedger, writeLedger } from "../io/label-ledger-store.ts";
import { readTable } from "../io/read-table.ts";
import { tool } from "../io/tool.ts";
import { SoundingsError } from "../model/errors.ts";
import { labelsOf } from "../model/example.ts";
import {
  type LabelApproval,
  type LabelDecision,
  type LabelDecisionKind,
  type LabelLedger,
  type LabelSet,
  ledgerSchemaVersion,
} from "../model/label-ledger.ts";
import type { Check } from "../model/verdict.ts";
import { approvalCheckText, approvalText } from "../report/review-text.ts";
import { asJson, type WrittenReport } from "./write-reports.ts";

/** Whose labels, and where their ledger is. */
export interface LabelSetOptions extends DatasetOptions {
  readonly path: string;
  /** The ledger; null for `.soundings/labels/<dataset>.json`. */
  readonly ledger: string | null;
}

/** What is approved, by whom, and why. */
export interface ApproveLabelsOptions extends LabelSetOptions {
  /** A review sheet with decisions filled in; null for none. */
  readonly decisions: string | null;
  readonly reviewerRole: string;
  readonly reason: string;
}

const kinds: readonly LabelDecisionKind[] = ["keep", "relabel", "exclude", "unclear"];

/**
 * `profile labels approve`: adds an approval of the labels as they are to the ledger, with the decisions of a review sheet. It is bound to
 * the bytes and labels of every example.
 * @throws SoundingsError ("usage") when a decision is none, or is about an example that is not there
 */
export async function approveLabels(options: ApproveLabelsOptions): Promise<WrittenReport> {
  const { decisions, reviewerRole, reason } = options;
  const set = await labelSetOf(options);
  const path = options.ledger ?? ledgerPath(set.dataset);
  const before = await readLedger(path);
  const approval: LabelApproval = {
    approvedAt: readDate(),
    reviewerRole,
    reason,
    labelSetSha256: set.labelSetSha256,
    exampleCount: set.examples.length,
    decisions: decisions === null ? [] : await readDecisions(decisions, set),
  };
  const approvals = [...(before?.approvals ?? []), approval];
  const ledger: LabelLedger = { schemaVersion: ledgerSchemaVersion, tool, dataset: set.dataset, approvals };
  await writeLedger(path, ledger);
  return { json: asJson(approval), summary: approvalText(set.dataset, approval), paths: [path] };
}

/** `profile labels check`: whether the labels are those of the latest approval. */
export async function checkLabels(
  options: LabelSetOptions,
): Promise<{ readonly check: Check; readonly written: WrittenReport }> {
  const check = await approvalOf(options);
  return { check, written: { json: asJson(check), summary: approvalCheckText(check), paths: [] } };
}

/** Whether the labels are those of the latest approval, as a check of a gate. */
export async function approvalOf(options: LabelSetOptions): Promise<Check> {
  const set = await labelSetOf(options);
  return labelApprovalCheck(await readLedger(options.ledger ?? ledgerPath(set.dataset)), set);
}

/** The labels of a dataset and the bytes that they are about; nothing is decoded. */
async function labelSetOf({ path, ledger: _, ...layout }: LabelSetOptions): Promise<LabelSet> {
  const { name, examples: listed } = await openDataset(path, layout);
  const examples: LabelSet["examples"][number][] = [];
  for (const example of listed) {
    const contentSha256 = await holdingMedia(example.path, () => hashFile(example.path));
    examples.push({ id: example.id, contentSha256, labels: [...labelsOf(example)].sort() });
  }
  return { dataset: name, labelSetSha256: hashLabelSet(examples), examples };
}

async function readDecisions(path: string, set: LabelSet): Promise<readonly LabelDecision[]> {
  const { columns, rows } = await readTable(path);
  if (!columns.includes("id") || !columns.includes("decision")) {
    throw new SoundingsError("usage", `${path} is no review sheet: it needs the columns id and decision`, {
      hint: "profile labels review <dataset> writes one",
    });
  }
  const byId = new Map(set.examples.map((example) => [example.id, example]));
  return rows.flatMap(({ line, values }) => {
    const text = (column: string): string => String(values[column] ?? "").trim();
    if (text("decision") === "") return [];
    const refuse = (why: string): never => {
      throw new SoundingsError("usage", `${path}, line ${line}: ${why}`, {
        hint: `a decision is ${kinds.join(", ")}`,
      });
    };
    const kind =
      kinds.find((one) => one === text("decision").toLowerCase()) ??
      refuse(`"${text("decision")}" is no decision`);
    const example = byId.get(String(values["id"]));
    const content = example?.contentSha256 ?? refuse(`there is no example ${text("id")} in ${set.dataset}`);
    const corrected = text("corrected_label");
    if (kind === "relabel" && corrected === "") refuse("the corrected_label is missing");
    return [
      {
        ...{ id: String(values["id"]), contentSha256: content, kind, note: text("note") },
        label: text("label") === "" ? null : text("label"),
        correctedLabel: kind === "relabel" ? corrected : null,
      },
    ];
  });
}
