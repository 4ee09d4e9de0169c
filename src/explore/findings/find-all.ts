import type { Dataset } from "../../model/dataset.ts";
import type { GroupKey, Shortcut } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import type { NearPairs } from "../find-duplicates.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { withMethod } from "../section-methods.ts";
import { classBalance } from "./class-balance.ts";
import { decodeProblems } from "./decode-problems.ts";
import { dropouts } from "./dropouts.ts";
import { duplicateFindings } from "./duplicates.ts";
import { durationFindings } from "./durations.ts";
import { edgeSilences } from "./edge-silence.ts";
import { sortFindings } from "./finding-set.ts";
import { groupKeyFindings } from "./group-key.ts";
import { longFiles } from "./long-files.ts";
import { mixedFormats } from "./mixed-formats.ts";
import { nearDuplicateFindings } from "./near-duplicates.ts";
import { orderFindings } from "./order.ts";
import { shortcutFindings } from "./shortcuts.ts";
import { signalDefects } from "./signal-defects.ts";
import { similarLabels } from "./similar-labels.ts";
import { spectralOrigins } from "./spectral-origins.ts";
import { splitFindings } from "./split-leakage.ts";
import { truePeaks } from "./true-peaks.ts";
import { unknownDurations } from "./unknown-durations.ts";
import { unverifiedPairFindings } from "./unverified-pairs.ts";
import { wastedStorage } from "./wasted-storage.ts";
import { wrongExtensions } from "./wrong-extension.ts";

/** Every family of findings. A new one is a file beside this one and a line here. */
const families: readonly ((items: readonly MeasuredExample[]) => readonly Finding[])[] = [
  decodeProblems,
  wrongExtensions,
  mixedFormats,
  wastedStorage,
  signalDefects,
  truePeaks,
  edgeSilences,
  dropouts,
  spectralOrigins,
  durationFindings,
  unknownDurations,
  longFiles,
  classBalance,
  similarLabels,
  duplicateFindings,
  splitFindings,
];

/** What was made out of a dataset before its findings, and some of them rest on. */
export interface Insights extends NearPairs {
  readonly shortcuts: readonly Shortcut[];
  readonly groupKey: GroupKey | null;
}

/** All findings about `dataset`, those of its listing included: gravest first, then by code and subject. */
export function findAll(
  dataset: Dataset,
  items: readonly MeasuredExample[],
  { nearPairs, unverifiedPairs, shortcuts, groupKey }: Insights,
): readonly Finding[] {
  return sortFindings([
    ...dataset.findings,
    ...families.flatMap((family) => family(items)),
    ...nearDuplicateFindings(items, nearPairs),
    ...unverifiedPairFindings(unverifiedPairs),
    ...shortcutFindings(shortcuts, items),
    ...groupKeyFindings(groupKey),
    ...orderFindings(dataset, items),
  ]).map(withMethod);
}
