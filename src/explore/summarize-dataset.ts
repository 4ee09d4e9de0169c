import type { ClipMeasurement } from "../model/clip-measurement.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DatasetStatistics, GroupKey, NearCandidate, NearPair } from "../model/dataset-statistics.ts";
import { boundCopies, boundGroupKey } from "./bound-rows.ts";
import { findDuplicates } from "./find-duplicates.ts";
import { findShortcuts } from "./find-shortcuts.ts";
import { findAll } from "./findings/find-all.ts";
import { inferGroupKey } from "./infer-group-key.ts";
import { leakPairs } from "./leak-pairs.ts";
import { withLevelDifferences } from "./level-differences.ts";
import { joinMeasurements } from "./measured-example.ts";
import { summarizeCounts, totalDurationSeconds } from "./summarize-counts.ts";
import { summarizeDurations } from "./summarize-durations.ts";
import { summarizeFormats } from "./summarize-formats.ts";
import { summarizeFrequencies } from "./summarize-frequencies.ts";
import { summarizeLabels } from "./summarize-labels.ts";
import { summarizeLevels } from "./summarize-levels.ts";
import type { MeydaRecords } from "./summarize-meyda.ts";
import { summarizeMeyda } from "./summarize-meyda.ts";
import { worstClips } from "./worst-clips.ts";

/** What a summary may take in besides the measurements. */
export interface SummaryOptions {
  /** Meyda's features per clip; without them the section is left out. */
  readonly meyda?: MeydaRecords;
  /** Examples whose fingerprints and waveforms agree; none when nobody has looked. */
  readonly nearPairs?: readonly NearPair[];
  /** Examples whose fingerprints agree and whose audio can no longer be read; none when left out. */
  readonly unverifiedPairs?: readonly NearCandidate[];
  /** What the names say of groups, where they are not the names of the files any more; otherwise it is inferred. */
  readonly groupKey?: GroupKey | null;
}

/**
 * All that is known of `dataset` from its listing and from what was measured of its files. The same for any order of
 * `measurements`; those of examples that are not listed are ignored.
 */
export function summarizeDataset(
  dataset: Dataset,
  measurements: readonly ClipMeasurement[],
  options: SummaryOptions = {},
): DatasetStatistics {
  const items = joinMeasurements(dataset, measurements);
  const { unverifiedPairs = [] } = options;
  const nearPairs = withLevelDifferences(options.nearPairs ?? [], items);
  const shortcuts = findShortcuts(items);
  const groupKey = options.groupKey === undefined ? inferGroupKey(items) : options.groupKey;
  const findings = findAll(dataset, items, { nearPairs, unverifiedPairs, shortcuts, groupKey });
  return {
    dataset: summarizeCounts(dataset, items),
    labels: summarizeLabels(items, totalDurationSeconds),
    duration: summarizeDurations(items),
    format: summarizeFormats(items),
    level: summarizeLevels(items),
    frequency: summarizeFrequencies(items),
    duplicates: boundCopies(findDuplicates(items, { nearPairs, unverifiedPairs })),
    shortcuts,
    leakage: { groupKey: boundGroupKey(groupKey), ...leakPairs(items, nearPairs) },
    ...(options.meyda === undefined ? {} : { meyda: summarizeMeyda(items, options.meyda) }),
    worstClips: worstClips(findings, items),
    findings,
  };
}
