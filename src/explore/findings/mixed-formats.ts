import type { AudioClip } from "../../model/audio-clip.ts";
import type { Finding } from "../../model/finding.ts";
import { groupBy } from "../group-by.ts";
import type { ExampleItem, MeasuredExample } from "../measured-example.ts";
import { compareText, hasAudio } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, idsOf } from "./finding-set.ts";

/** A property of files that should be one value throughout. */
export interface UniformField<Item> {
  readonly kind: FindingKind;
  readonly read: (item: Item) => string | number | null;
  readonly unit: string;
  /** What the items are called in the plural, such as `clips`. */
  readonly things: string;
  readonly consequence: string;
}

function ofClip(read: (clip: AudioClip) => number | null): UniformField<MeasuredExample>["read"] {
  return ({ measurement }) => (measurement?.clip ? read(measurement.clip) : null);
}

const fields: readonly UniformField<MeasuredExample>[] = [
  {
    kind: {
      code: "mixed-sampling-rates",
      severity: "warning",
      rule: "all clips have one sampling rate",
      expected: "one sampling rate",
    },
    read: ofClip((clip) => clip.sampleRateHertz),
    unit: " Hz",
    things: "clips",
    consequence: "resample them to one rate before features are taken",
  },
  {
    kind: {
      code: "mixed-channel-counts",
      severity: "warning",
      rule: "all clips have one channel count",
      expected: "one channel count",
    },
    read: ofClip((clip) => clip.channelCount),
    unit: " ch",
    things: "clips",
    consequence: "mix them down or choose a channel",
  },
  {
    kind: {
      code: "mixed-bit-depths",
      severity: "info",
      rule: "all clips of integer or float PCM have one bit depth",
      expected: "one bit depth",
    },
    read: ofClip((clip) => clip.bitDepth),
    unit: " bit",
    things: "clips",
    consequence: "decode them to one type",
  },
];

/** Sampling rates, channel counts and bit depths that are not the same throughout; the clips off the majority are named. */
export function mixedFormats(items: readonly MeasuredExample[]): readonly Finding[] {
  const audio = items.filter(hasAudio);
  return fields.flatMap((field) => mixedField(audio, field));
}

/** What is not the same throughout, with the items off the majority. */
export function mixedField<Item extends ExampleItem>(
  items: readonly Item[],
  { kind, read, unit, things, consequence }: UniformField<Item>,
): readonly Finding[] {
  const byValue = groupBy(items, (item) => {
    const value = read(item);
    return value === null ? null : String(value);
  });
  if (byValue.size < 2) return [];
  const [, ...minorities] = [...byValue].sort(
    ([a, these], [b, those]) => those.length - these.length || compareValues(a, b),
  );
  const others = minorities.flatMap(([, group]) => idsOf(group));
  const observed = [...byValue]
    .sort(([a], [b]) => compareValues(a, b))
    .map(([value, group]) => `${value}${unit} (${group.length})`)
    .join(", ");
  const message = `The ${things} differ: ${observed}; ${consequence}.`;
  return [datasetFinding(kind, { observed, count: others.length, message, examples: others })];
}

/** By number where both are numbers, else as text. */
function compareValues(a: string, b: string): number {
  return Number(a) - Number(b) || compareText(a, b);
}
