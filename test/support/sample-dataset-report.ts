import type { ClipCube, CubeCell } from "../../src/model/clip-cube.ts";
import type { ClipMedia, WorstClip } from "../../src/model/clip-evidence.ts";
import { thirdOctaveCentersHertz } from "../../src/model/clip-measurement.ts";
import type { DatasetReport, LabelEntry, Shortcut } from "../../src/model/dataset-statistics.ts";
import type {
  Distribution,
  DurationDistribution,
  LabelledDistribution,
} from "../../src/model/distribution.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { DatasetView } from "../../src/report/render-dataset-html.ts";

/** Text that breaks pages which forget to escape somewhere. Each one that ran would set `window.__pwned`. */
export const hostileTexts: readonly string[] = [
  "<script>window.__pwned = 1</script>",
  '</script></style></title><img src=x onerror="window.__pwned = 2">',
  "\" onmouseover='window.__pwned = 3' autofocus onfocus=\"window.__pwned = 4",
  "a\u2028b\u2029c\u0000d\u001b[31me\ud800",
  "\u202egnp.exe\u202c",
  "שלום עולם",
  `long-${"x".repeat(10_000)}`,
  `long-${"x".repeat(10_000)}!`,
  "__proto__",
  "constructor",
  "",
  "|pipe|`tick`[link](javascript:alert(1))",
];

/** A bell-shaped distribution about `center`, written by formula so that the same bytes come out everywhere. */
export function bell(center: number, spread: number, count: number, binCount = 24): Distribution {
  const at = (score: number) => center + score * spread;
  const edges = Array.from({ length: binCount + 1 }, (_, index) => at(-3 + (6 * index) / binCount));
  const weights = edges
    .slice(1)
    .map((_, index) => Math.exp(-0.5 * (-3 + (6 * (index + 0.5)) / binCount) ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    count,
    min: at(-3),
    max: at(3),
    mean: center,
    standardDeviation: spread,
    quantiles: {
      "0.01": at(-2.33),
      "0.05": at(-1.64),
      "0.25": at(-0.67),
      "0.5": center,
      "0.75": at(0.67),
      "0.95": at(1.64),
      "0.99": at(2.33),
    },
    histogram: { edges, counts: weights.map((weight) => Math.round((count * weight) / total)) },
  };
}

function labelled(overall: Distribution, labels: readonly string[], shift: number): LabelledDistribution {
  const { mean, standardDeviation } = overall;
  const byLabel = labels.map((label, index) => {
    const center = mean! + shift * Math.sin(1.7 * index) * standardDeviation!;
    return [label, bell(center, standardDeviation! * (0.35 + 0.1 * (index % 4)), 40)] as const;
  });
  return { ...overall, byLabel: Object.fromEntries(byLabel) };
}

function asDuration(distribution: Distribution): DurationDistribution {
  const { min, max, mean, standardDeviation, ...rest } = distribution;
  return {
    ...rest,
    minSeconds: min,
    maxSeconds: max,
    meanSeconds: mean,
    standardDeviationSeconds: standardDeviation,
  };
}

/** A spectrum with a hump at `peak` (an index of the bands). */
function spectrum(peak: number, slope: number): readonly (number | null)[] {
  return thirdOctaveCentersHertz.map((_, band) => -9 - slope * Math.abs(band - peak) ** 1.25);
}

const names = [
  "dog",
  "rain",
  "sea waves",
  "crying baby",
  "clock tick",
  "person sneeze",
  "helicopter",
  "chainsaw",
  "rooster",
  "fire crackling",
];

const findings: readonly Finding[] = [
  {
    code: "leakage-across-splits",
    severity: "error",
    subject: "dataset",
    message: "3 recordings are in more than one split, so a test score would be too good.",
    evidence: {
      observed: 3,
      expected: 0,
      count: 6,
      rule: "equal decoded samples in two or more splits",
      examples: ["train/dog/1-100032-A-0.wav", "test/dog/1-100032-B-0.wav"],
    },
  },
  {
    code: "file-truncated",
    severity: "error",
    subject: "rain/1-17367-A-10.wav",
    message: "The file ends after 1.2 s of the 5 s that its header promises.",
    evidence: {
      observed: 52_920,
      expected: 220_500,
      count: 1,
      rule: "decoded frames fewer than the header's",
    },
  },
  {
    code: "clipping",
    severity: "warning",
    subject: "chainsaw",
    message: "14 of 40 clips are clipped in more than 0.1% of their samples.",
    evidence: {
      observed: "35%",
      expected: "at most 5%",
      count: 14,
      rule: "share of clips with clipped share > 0.001, above 0.05",
    },
  },
  {
    code: "silent-parts",
    severity: "info",
    subject: "dog",
    message: "Most frames of 22 clips are silent: short barks padded with digital zero.",
    evidence: { observed: 0.81, expected: 0.5, count: 22, rule: "median share of silent frames above 0.5" },
  },
];

/** The report of a made-up set of environmental sounds under the given labels. */
export function sampleDatasetReport(labels: readonly string[] = names): DatasetReport {
  const entries = labels.map((label, index): LabelEntry => {
    const count = Math.max(4, 40 - 3 * index);
    const test = Math.round(count / 5);
    const validation = Math.round(count / 8);
    return {
      label,
      count,
      share: 0,
      totalDurationSeconds: 5 * count,
      bySplit: { train: count - test - validation, validation, test },
    };
  });
  const total = entries.reduce((sum, entry) => sum + entry.count, 0);
  const splitTotal = (split: string) => entries.reduce((sum, entry) => sum + (entry.bySplit[split] ?? 0), 0);
  const duration = labelled(bell(4.6, 0.9, total - 2, 36), labels, 0.9);
  const measured = (center: number, spread: number) => labelled(bell(center, spread, total - 2), labels, 1.1);
  return {
    schemaVersion: 1,
    tool: { name: "soundings", version: "0.1.0" },
    source: "data/environmental-sounds",
    createdAt: "2025-03-01T14:05:00.000Z",
    options: { labelPattern: null, seed: 1, features: "default" },
    method: "exact",
    dataset: {
      name: "environmental-sounds",
      exampleCount: total,
      audioCount: total - 2,
      unreadableCount: 2,
      totalDurationSeconds: 4.6 * total,
      totalBytes: 441_044 * total,
      splits: { train: splitTotal("train"), validation: splitTotal("validation"), test: splitTotal("test") },
      groups: {},
    },
    labels: {
      count: labels.length,
      entries: entries.map((entry) => ({ ...entry, share: entry.count / total })),
      entropyBalance: 0.962,
      imbalanceRatio: entries[0]!.count / entries.at(-1)!.count,
      effectiveClassCount: 0.92 * labels.length,
      unlabelledCount: 0,
    },
    duration: {
      ...asDuration(duration),
      byLabel: Object.fromEntries(
        Object.entries(duration.byLabel).map(([label, own]) => [label, asDuration(own)]),
      ),
    },
    format: {
      sampleRatesHertz: { "44100": total - 14, "22050": 12 },
      channelCounts: { "1": total - 5, "2": 3 },
      bitDepths: { "16": total - 2 },
      effectiveBitDepths: { "16": total - 30, "12": 28 },
      codecs: { pcm_s16le: total - 14, vorbis: 12 },
      containers: { wav: total - 14, ogg: 12 },
    },
    level: {
      peakDecibels: measured(-4, 1.3),
      rootMeanSquareDecibels: measured(-24, 5),
      loudnessLufs: measured(-25, 5.5),
      dcOffset: measured(0.0001, 0.00002),
      clipping: measured(0.004, 0.001),
      silence: measured(0.3, 0.09),
      truePeakDecibels: measured(-3.7, 1.3),
      loudnessRangeLufs: measured(8, 2),
      noiseFloorDecibels: measured(-52, 6),
      modulationDepthDecibels: measured(31, 7),
    },
    frequency: {
      centroidHertz: measured(3200, 900),
      rolloff85Hertz: measured(6400, 1500),
      bandwidthHertz: measured(2900, 500),
      flatness: measured(0.04, 0.012),
      effectiveBandwidthHertz: measured(14_000, 2500),
      averageSpectrum: {
        bandCentersHertz: thirdOctaveCentersHertz,
        decibels: spectrum(15, 0.85),
        byLabel: Object.fromEntries(
          labels.map((label, index) => [label, spectrum(8 + ((index * 5) % 17), 0.7 + 0.12 * (index % 5))]),
        ),
      },
      melMean: { byLabel: {} },
    },
    duplicates: {
      exactGroups: [
        ["train/dog/1-100032-A-0.wav", "test/dog/1-100032-B-0.wav"],
        ["train/rain/3.wav", "train/rain/4.wav"],
      ],
      nearPairs: [],
      fingerprintedCount: 0,
      acrossSplits: [["train/dog/1-100032-A-0.wav", "test/dog/1-100032-B-0.wav"]],
    },
    shortcuts: [shortcut("rootMeanSquareDecibels", 0.46, true), shortcut("durationSeconds", 0.12, false)],
    leakage: { groupKey: null, pairs: [], pairCount: 0 },
    worstClips: [
      {
        code: "clipping",
        count: 14,
        isRanked: true,
        clips: [
          worstClip("chainsaw/1-19898-A-41.wav", labels[0]!, 0.31),
          worstClip("chainsaw/2.wav", labels[1] ?? labels[0]!, 0.07),
        ],
      },
      {
        code: "file-truncated",
        count: 1,
        isRanked: false,
        clips: [worstClip("rain/1-17367-A-10.wav", labels[1] ?? labels[0]!, 52_920)],
      },
    ],
    findings,
  };
}

function shortcut(property: string, balancedAccuracy: number, isShortcut: boolean): Shortcut {
  const pValue = isShortcut ? 0.001 : 0.4;
  return {
    property,
    target: "label",
    balancedAccuracy,
    chance: 0.1,
    pValue,
    adjustedPValue: pValue,
    count: 240,
    isShortcut,
    method: "bins",
  };
}

function worstClip(exampleId: string, label: string, observed: string | number): WorstClip {
  return { exampleId, label, split: "train", observed };
}

/** What the page of `sampleDatasetReport` shows besides: a cube of counts by formula, and clips with made-up pictures. */
export function sampleDatasetView(labels: readonly string[] = names): Required<DatasetView> {
  const cells = labels.flatMap((_, label) =>
    [0, 1].flatMap((split) =>
      [0, 1, 2].map((duration): CubeCell => {
        const counts = Array.from({ length: 8 }, (_, bin) =>
          Math.max(0, 4 - Math.abs(bin - (label % 6) - duration)),
        );
        const count = counts.reduce((sum, one) => sum + one, 0);
        return {
          label,
          split,
          duration,
          count,
          counts: [counts, [count - 1, 1]],
          bandSums: thirdOctaveCentersHertz.map((_, band) => -10 * count * (12 + Math.abs(band - 8 - label))),
          bandCounts: thirdOctaveCentersHertz.map(() => count),
        };
      }),
    ),
  );
  const cube: ClipCube = {
    exampleCount: cells.reduce((sum, { count }) => sum + count, 0),
    labels: labels.map((name) => ({ kind: "named", name })),
    splits: [{ kind: "named", name: "train" }, { kind: "none" }],
    durationEdgesSeconds: [0, 1, 2, 3],
    properties: [
      { kind: "bins", name: "rootMeanSquareDecibels", edges: [-40, -35, -30, -25, -20, -15, -10, -5, 0] },
      {
        kind: "values",
        name: "codec",
        values: [
          { kind: "named", name: "pcm_s16le" },
          { kind: "rest", categoryCount: 3 },
        ],
      },
    ],
    bandCentersHertz: thirdOctaveCentersHertz,
    cells,
  };
  const ids = ["chainsaw/1-19898-A-41.wav", "chainsaw/2.wav"];
  return {
    cube,
    illustrations: { audio: "link", media: new Map(ids.map((id) => [id, sampleMedia()])), silencedCount: 0 },
  };
}

/** A clip that swells and fades, with a tone that rises. */
export function sampleMedia(audioUrl: string | null = "./clip.wav"): ClipMedia {
  const levels = Uint8Array.from({ length: 24 * 12 }, (_, place) => {
    const [row, column] = [Math.floor(place / 24), place % 24];
    return Math.max(0, 15 - 3 * Math.abs(12 - row - column / 2));
  });
  return {
    audioUrl,
    thumbnail: {
      durationSeconds: 1.5,
      envelope: Int8Array.from(
        { length: 60 },
        (_, index) => (index % 2 === 0 ? -1 : 1) * 2 * Math.min(index, 60 - index),
      ),
      spectrogram: { columnCount: 24, rowCount: 12, levels },
      nyquistHertz: 22_050,
    },
  };
}

/** The same report with hostile text wherever text from data can stand. */
export function hostileDatasetReport(): DatasetReport {
  const report = sampleDatasetReport(hostileTexts);
  const hostile = hostileTexts.map((text, index): Finding => {
    const evidence = { observed: text, expected: text, count: 1, rule: text, examples: [text] };
    return {
      code: text,
      severity: index % 2 === 0 ? "error" : "info",
      subject: text,
      message: text,
      evidence,
    };
  });
  const texts = Object.fromEntries(hostileTexts.map((text, index) => [text, index + 1]));
  return {
    ...report,
    source: hostileTexts.join("/"),
    createdAt: '"><script>window.__pwned = 5</script>',
    options: Object.fromEntries(hostileTexts.map((text) => [text, text])),
    dataset: { ...report.dataset, name: hostileTexts.join(" "), splits: texts },
    labels: {
      ...report.labels,
      entries: report.labels.entries.map((entry) => ({ ...entry, bySplit: texts, count: 66 })),
    },
    format: { ...report.format, codecs: texts, containers: texts },
    duplicates: {
      exactGroups: [hostileTexts],
      nearPairs: [],
      fingerprintedCount: 0,
      acrossSplits: [hostileTexts],
    },
    worstClips: hostileTexts.map((text) => ({
      code: text,
      count: 1,
      isRanked: true,
      clips: [{ exampleId: text, label: text, split: text, observed: text }],
    })),
    findings: hostile,
  };
}

/** The view of `hostileDatasetReport`. */
export function hostileDatasetView(): Required<DatasetView> {
  const { cube, illustrations } = sampleDatasetView(hostileTexts);
  const category = (name: string) => ({ kind: "named", name }) as const;
  return {
    cube: {
      ...cube,
      splits: hostileTexts.map(category),
      properties: cube.properties.map((property) =>
        property.kind === "bins" ? property : { ...property, values: hostileTexts.map(category) },
      ),
    },
    illustrations: {
      ...illustrations,
      media: new Map(
        hostileTexts.map((text) => [
          text,
          sampleMedia(`./${encodeURIComponent(text.replace(/[\ud800-\udfff]/g, "").slice(0, 40))}`),
        ]),
      ),
    },
  };
}
