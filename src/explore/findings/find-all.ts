import type { Dataset } from "../../model/dataset.ts";
import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { classBalance } from "./class-balance.ts";
import { decodeProblems } from "./decode-problems.ts";
import { duplicateFindings } from "./duplicates.ts";
import { durationFindings } from "./durations.ts";
import { sortFindings } from "./finding-set.ts";
import { levelShortcuts } from "./level-shortcuts.ts";
import { mixedFormats } from "./mixed-formats.ts";
import { signalDefects } from "./signal-defects.ts";
import { similarLabels } from "./similar-labels.ts";
import { splitFindings } from "./split-leakage.ts";
import { wastedStorage } from "./wasted-storage.ts";
import { wrongExtensions } from "./wrong-extension.ts";

/** Every family of findings. A new one is a file beside this one and a line here. */
const families: readonly ((items: readonly MeasuredExample[]) => readonly Finding[])[] = [
  decodeProblems,
  wrongExtensions,
  mixedFormats,
  wastedStorage,
  signalDefects,
  durationFindings,
  classBalance,
  similarLabels,
  duplicateFindings,
  splitFindings,
  levelShortcuts,
];

/** All findings about `dataset`, those of its listing included: gravest first, then by code and subject. */
export function findAll(dataset: Dataset, items: readonly MeasuredExample[]): readonly Finding[] {
  return sortFindings([...dataset.findings, ...families.flatMap((family) => family(items))]);
}
