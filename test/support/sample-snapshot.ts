import type { DatasetSnapshot, SnapshotExample } from "../../src/model/dataset-snapshot.ts";
import { seededRandom } from "../../src/stats/random.ts";

/** How a made-up dataset is drawn. */
export interface SnapshotDraw {
  readonly count: number;
  /** Seed of its numbers; two seeds are two collections of the same kind. */
  readonly seed: number;
  /** Prefix of its ids. */
  readonly prefix?: string;
  /** Added to every level, in dB. */
  readonly louderDecibels?: number;
}

/** A made-up dataset: dogs and cats, durations about 2 s, levels about -20 dB, an age column. */
export function sampleSnapshot({
  count,
  seed,
  prefix = "clip",
  louderDecibels = 0,
}: SnapshotDraw): DatasetSnapshot {
  const random = seededRandom(seed);
  const examples = Array.from({ length: count }, (_, index): SnapshotExample => {
    const label = random.next() < 0.3 ? "cat" : "dog";
    const name = `${prefix}-${String(index).padStart(5, "0")}`;
    return {
      id: `${name}.wav`,
      label,
      split: index % 5 === 0 ? "test" : "train",
      group: `speaker-${index % 10}`,
      contentSha: name.padEnd(16, "0"),
      sizeBytes: 32_044,
      format: "wav pcm_s16le 16000 Hz 1 ch 16 bit",
      problem: null,
      numbers: [Math.exp(0.7 + 0.3 * random.normal()), -20 + 4 * random.normal() + louderDecibels],
      attributes: [Math.floor(20 + 40 * random.next())],
    };
  });
  return {
    schemaVersion: 1,
    tool: { name: "soundings", version: "0.1.0" },
    dataset: "pets",
    source: "pets",
    options: {},
    method: "exact",
    numberNames: ["durationSeconds", "rootMeanSquareDecibels"],
    attributeNames: ["age"],
    examples,
    findings: [],
  };
}

/** The same dataset with some of its examples changed; what `change` gives null for is taken out. */
export function withExamples(
  snapshot: DatasetSnapshot,
  change: (example: SnapshotExample, index: number) => SnapshotExample | null,
): DatasetSnapshot {
  const examples = snapshot.examples.map(change).filter((example) => example !== null);
  return { ...snapshot, examples: examples.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
