import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { type LabelLedger, type LabelledContent, ledgerSchemaVersion } from "../model/label-ledger.ts";
import { replaceFile } from "./replace-file.ts";
import { stableJson } from "./stable-json.ts";

/** Where the ledger of a dataset is kept below the working folder. */
export function ledgerPath(dataset: string): string {
  const safe = dataset.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+/, "");
  return join(".soundings", "labels", `${safe === "" ? "dataset" : safe}.json`);
}

/**
 * The ledger at `path`; null where there is none.
 * @throws SoundingsError ("baseline") when it cannot be read or is of another version
 */
export async function readLedger(path: string): Promise<LabelLedger | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new SoundingsError("baseline", `${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
  const value = parse(text);
  if (value?.schemaVersion === ledgerSchemaVersion && Array.isArray(value.approvals))
    return value as LabelLedger;
  throw new SoundingsError(
    "baseline",
    `${path} is no ledger of labels of schemaVersion ${ledgerSchemaVersion}`,
    {
      hint: "restore it from version control",
    },
  );
}

function parse(text: string): Partial<LabelLedger> | null {
  try {
    return JSON.parse(text) as Partial<LabelLedger> | null;
  } catch {
    return null;
  }
}

/**
 * Stores a ledger, whole or not at all.
 * @throws SoundingsError ("run") when the disk refuses
 */
export async function writeLedger(path: string, ledger: LabelLedger): Promise<void> {
  try {
    await replaceFile(path, `${stableJson(ledger)}\n`);
  } catch (cause) {
    throw new SoundingsError("run", `${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}

/** SHA-256, hex, over id, content and labels of examples in order of id: one line of JSON each. */
export function hashLabelSet(examples: readonly LabelledContent[]): string {
  const hash = createHash("sha256");
  for (const { id, contentSha256, labels } of examples)
    hash.update(`${JSON.stringify([id, contentSha256, labels])}\n`);
  return hash.digest("hex");
}
