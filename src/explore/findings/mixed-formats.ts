import type { AudioClip } from "../../model/audio-clip.ts";
import type { Finding } from "../../model/finding.ts";
import { groupBy } from "../group-by.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { hasAudio } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, idsOf } from "./finding-set.ts";

/** A header field that should be one value throughout. */
interface UniformField {
  readonly kind: FindingKind;
  readonly read: (clip: AudioClip) => number | null;
  readonly unit: string;
  readonly consequence: string;
}

const fields: readonly UniformField[] = [
  {
    kind: {
      code: "mixed-sampling-rates",
      severity: "warning",
      rule: "all clips have one sampling rate",
      expected: "one sampling rate",
    },
    read: (clip) => clip.sampleRateHertz,
    unit: " Hz",
    consequence: "resample them to one rate before features are taken",
  },
  {
    kind: {
      code: "mixed-channel-counts",
      severity: "warning",
      rule: "all clips have one channel count",
      expected: "one channel count",
    },
    read: (clip) => clip.channelCount,
    unit: " ch",
    consequence: "mix them down or choose a channel",
  },
  {
    kind: {
      code: "mixed-bit-depths",
      severity: "info",
      rule: "all clips of integer or float PCM have one bit depth",
      expected: "one bit depth",
    },
    read: (clip) => clip.bitDepth,
    unit: " bit",
    consequence: "decode them to one type",
  },
];

/** Sampling rates, channel counts and bit depths that are not the same throughout; the clips off the majority are named. */
export function mixedFormats(items: readonly MeasuredExample[]): readonly Finding[] {
  const audio = items.filter(hasAudio);
  return fields.flatMap((field) => mixedField(audio, field));
}

function mixedField(items: readonly MeasuredExample[], field: UniformField): readonly Finding[] {
  const byValue = groupBy(items, ({ measurement }) => {
    const value = measurement?.clip ? field.read(measurement.clip) : null;
    return value === null ? null : String(value);
  });
  if (byValue.size < 2) return [];
  const [, ...minorities] = [...byValue].sort(
    ([a, these], [b, those]) => those.length - these.length || Number(a) - Number(b),
  );
  const others = minorities.flatMap(([, group]) => idsOf(group));
  const observed = [...byValue]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([value, group]) => `${value}${field.unit} (${group.length})`)
    .join(", ");
  const message = `The clips differ: ${observed}; ${field.consequence}.`;
  return [datasetFinding(field.kind, { observed, count: others.length, message, examples: others })];
}
