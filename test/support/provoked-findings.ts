import type { NearPairs } from "../../src/explore/find-duplicates.ts";
import { interruptedRun } from "../../src/explore/findings/interrupted-run.ts";
import type { MeasuredExample } from "../../src/explore/measured-example.ts";
import { summarizeDataset } from "../../src/explore/summarize-dataset.ts";
import type { AudioHeader, DecodeProblem } from "../../src/model/audio-clip.ts";
import type { ClipMeasurement } from "../../src/model/clip-measurement.ts";
import type { Finding } from "../../src/model/finding.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { datasetOf, lasting, measuredExample, measurementsOf, type Wishes } from "./measured-examples.ts";

/** Ten examples each of two labels in two splits with which nothing is wrong, levels in no order. */
export function cleanItems(): readonly MeasuredExample[] {
  const random = seededRandom(11);
  return Array.from({ length: 20 }, (_, index) => {
    const [label, split] = [index % 2 === 0 ? "cat" : "dog", index % 4 < 2 ? "test" : "train"];
    const rootMeanSquareDecibels = -20 + random.normal();
    return measuredExample(`clip-${index + 10}.wav`, { label, split, signal: { rootMeanSquareDecibels } });
  });
}

/** The findings of `items`. */
export function findingsOf(
  items: readonly MeasuredExample[],
  { isListed = false, ...pairs }: Partial<NearPairs> & { readonly isListed?: boolean } = {},
): readonly Finding[] {
  const listedIds = items.map(({ example }) => example.id);
  const dataset = isListed ? { ...datasetOf(items), listedIds } : datasetOf(items);
  return summarizeDataset(dataset, measurementsOf(items), pairs).findings;
}

/** The clean examples and these. */
function withThese(...wishes: readonly Wishes[]): readonly Finding[] {
  const others = wishes.map((wish, index) =>
    measuredExample(`odd-${index}.wav`, { label: "cat", split: "train", ...wish }),
  );
  return findingsOf([...cleanItems(), ...others]);
}

const broken = (
  code: DecodeProblem["code"],
  measurement: Partial<ClipMeasurement> = {},
): readonly Finding[] =>
  withThese({ clip: null, measurement: { problem: { code, reason: "it is broken" }, ...measurement } });

/** Two examples of one recording, encoded twice. */
function nearPair(...wishes: readonly Wishes[]): readonly Finding[] {
  const items = wishes.map((wish, index) => measuredExample(`near-${index}.wav`, wish));
  const pair = { a: "near-0.wav", b: "near-1.wav", similarity: 0.9, offsetSeconds: 0, correlation: 0.99 };
  return findingsOf(items, { nearPairs: [pair] });
}

/** Twenty clips of each of two values of a field, a constant offset to one of them. */
function offsetBy(field: "label" | "split" | "group"): readonly Finding[] {
  const random = seededRandom(12);
  const items = Array.from({ length: 60 }, (_, index) =>
    measuredExample(`clip-${index + 10}.wav`, {
      [field]: index % 3 === 0 ? "x" : "y",
      signal: { dcOffset: (index % 3 === 0 ? 0.005 : 0) + 1e-5 * random.normal() },
    }),
  );
  return findingsOf(items);
}

/** Clips whose names hold a speaker, with a level of his own, in both splits. */
function unnamedSpeakers(): readonly Finding[] {
  const random = seededRandom(13);
  const items = Array.from({ length: 60 }, (_, index) =>
    measuredExample(`${index % 2}_${["ann", "ben", "eve"][index % 3]}_${index}.wav`, {
      label: String(index % 2),
      split: index % 4 < 2 ? "test" : "train",
      signal: {
        rootMeanSquareDecibels: -20 - 5 * (index % 3) + random.normal(),
        centroidHertz: 1000 + 300 * (index % 3) + 20 * random.normal(),
      },
    }),
  );
  return findingsOf(items);
}

function inRows(
  labelOf: (index: number) => string,
  decibelsOf: (index: number) => number,
): readonly Finding[] {
  const items = Array.from({ length: 60 }, (_, index) =>
    measuredExample(`clip-${index + 10}.wav`, {
      label: labelOf(index),
      signal: { rootMeanSquareDecibels: decibelsOf(index) },
    }),
  );
  return findingsOf(items, { isListed: true });
}

const upsampled = { kind: "upsampled", edgeHertz: 4000, depthDecibels: 60, sourceRateHertz: 8000 } as const;
const transcoded = { kind: "transcoded", edgeHertz: 7000, depthDecibels: 40, codec: "MP3" } as const;
const header: AudioHeader = {
  container: "mp3",
  codec: "mp3",
  sampleRateHertz: 16000,
  channelCount: 1,
  bitDepth: null,
  frameCount: null,
};

/** For each code of a finding about measured examples, examples that provoke it. */
export const provocations: Readonly<Record<string, () => readonly Finding[]>> = {
  "file-unreadable": () => broken("file-unreadable"),
  "file-empty": () => broken("file-empty"),
  "file-truncated": () => broken("file-truncated"),
  "file-corrupt": () => broken("file-corrupt"),
  "header-invalid": () => broken("header-invalid"),
  "header-contradicts": () =>
    withThese({
      measurement: { problem: { code: "header-contradicts", reason: "it has more than it says" } },
    }),
  "codec-unsupported": () => broken("codec-unsupported"),
  "wrong-extension": () => withThese({ clip: { container: "mp3" } }),
  "duration-unknown": () => withThese({ clip: null, measurement: { openHeader: header } }),
  "file-too-long-sampled": () => withThese({ measurement: { beginningSeconds: 0.5 } }),
  "run-interrupted": () => [interruptedRun(3, 20)],
  "mixed-sampling-rates": () => withThese({ clip: { sampleRateHertz: 8000 } }),
  "mixed-channel-counts": () => withThese({ clip: { channelCount: 2 } }),
  "mixed-bit-depths": () => withThese({ clip: { bitDepth: 24 } }),
  "dual-mono": () => withThese({ signal: { isDualMono: true } }),
  "effective-bit-depth": () => withThese({ signal: { effectiveBitDepth: 8 } }),
  "non-finite-samples": () => withThese({ signal: { nonFiniteCount: 1 } }),
  "silent-clip": () => withThese({ signal: { peakDecibels: null, rootMeanSquareDecibels: null } }),
  "near-silent-clip": () => withThese({ signal: { peakDecibels: -90 } }),
  clipped: () => withThese({ signal: { clippedShare: 0.01 } }),
  "dc-offset": () => withThese({ signal: { dcOffset: 0.02 } }),
  "over-full-scale": () => withThese({ signal: { overFullScaleCount: 1 } }),
  "over-full-scale-lossy": () => withThese({ clip: { bitDepth: null }, signal: { overFullScaleCount: 1 } }),
  "true-peak-over-full-scale": () => withThese({ provenance: { truePeakDecibels: 0.5 } }),
  "edge-silence": () => withThese({ provenance: { leadingSilenceSeconds: 0.6 } }),
  dropout: () => withThese({ provenance: { longestDropoutSeconds: 0.02 } }),
  upsampled: () => withThese({ provenance: { origin: upsampled } }),
  transcoded: () => withThese({ provenance: { origin: transcoded } }),
  "mixed-band-limits": () => withThese({ provenance: { origin: upsampled } }),
  "too-short": () => withThese({ clip: lasting(0.005) }),
  "shorter-than-analysis-frame": () => withThese({ clip: lasting(0.1) }),
  "duration-outliers": () => withThese({ clip: lasting(30) }),
  "class-imbalance": () => findingsOf([...cleanItems(), ...manyCats(100)]),
  "class-too-small": () => withThese({ label: "owl" }),
  "unlabelled-examples": () => withThese({ label: null }),
  "label-variants": () => withThese({ label: "Cat" }),
  "label-misspelt": () => findingsOf([...manyCats(8, "rooster"), ...manyCats(1, "roster")]),
  "duplicate-recordings": () => withThese(...same({}, {})),
  "duplicate-label-conflict": () => withThese(...same({ label: "cat" }, { label: "dog" })),
  "duplicate-across-splits": () => withThese(...same({ split: "test" }, { split: "train" })),
  "near-duplicate": () => nearPair({}, {}),
  "near-duplicate-unverified": () =>
    findingsOf(cleanItems(), {
      unverifiedPairs: [{ a: "clip-10.wav", b: "clip-11.wav", similarity: 0.9, offsetSeconds: 0 }],
    }),
  "near-duplicate-conflict": () => nearPair({ label: "cat" }, { label: "dog" }),
  "near-duplicate-across-splits": () => nearPair({ split: "test" }, { split: "train" }),
  "group-across-splits": () => withThese({ group: "ann", split: "test" }, { group: "ann", split: "train" }),
  "inferred-group-across-splits": unnamedSpeakers,
  "label-missing-from-split": () =>
    withThese({ label: "owl", split: "test" }, { label: "owl", split: "test" }),
  "shortcut-label": () => offsetBy("label"),
  "shortcut-split": () => offsetBy("split"),
  "shortcut-group": () => offsetBy("group"),
  "sorted-by-label": () => inRows((index) => `label ${Math.floor(index / 15)}`, scattered),
  "level-drift": () =>
    inRows(
      (index) => `label ${index % 4}`,
      (index) => scattered(index) - index / 5,
    ),
};

const scattered = (index: number): number => -20 - ((index * 37) % 60) / 10;

function manyCats(count: number, label = "cat"): readonly MeasuredExample[] {
  return Array.from({ length: count }, (_, index) =>
    measuredExample(`${label}-${index}.wav`, { label, split: "test" }),
  );
}

/** Two examples with equal samples. */
function same(first: Wishes, second: Wishes): readonly Wishes[] {
  return [first, second].map((wish) => ({ ...wish, measurement: { pcmSha256: "the same" } }));
}
