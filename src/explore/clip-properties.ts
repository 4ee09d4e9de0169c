import type { ExampleProperty } from "./example-property.ts";
import type { MeasuredExample } from "./measured-example.ts";

/** Cheap properties by which a model can tell clips without listening: how they were recorded and stored. */
export const clipProperties: readonly ExampleProperty<MeasuredExample>[] = [
  {
    name: "rootMeanSquareDecibels",
    valueOf: (item) => item.measurement?.signal?.rootMeanSquareDecibels ?? null,
  },
  { name: "dcOffset", valueOf: (item) => item.measurement?.signal?.dcOffset ?? null },
  { name: "effectiveBitDepth", valueOf: (item) => item.measurement?.signal?.effectiveBitDepth ?? null },
  {
    name: "effectiveBandwidthHertz",
    valueOf: (item) => item.measurement?.provenance?.effectiveBandwidthHertz ?? null,
  },
  { name: "noiseFloorDecibels", valueOf: (item) => item.measurement?.provenance?.noiseFloorDecibels ?? null },
  { name: "durationSeconds", valueOf: (item) => item.measurement?.clip?.durationSeconds ?? null },
  { name: "bytesPerSecond", valueOf: bytesPerSecond },
  { name: "sampleRateHertz", valueOf: (item) => item.measurement?.clip?.sampleRateHertz ?? null },
  { name: "channelCount", valueOf: (item) => item.measurement?.clip?.channelCount ?? null },
  { name: "bitDepth", valueOf: (item) => item.measurement?.clip?.bitDepth ?? null },
  { name: "codec", valueOf: (item) => item.measurement?.clip?.codec ?? null },
  { name: "container", valueOf: (item) => item.measurement?.clip?.container ?? null },
];

function bytesPerSecond({ measurement }: MeasuredExample): number | null {
  const seconds = measurement?.clip?.durationSeconds ?? 0;
  // To three digits: the few bytes of a header would otherwise say how long a clip is, which is another property.
  return seconds > 0 ? Number(((measurement?.sizeBytes ?? 0) / seconds).toPrecision(3)) : null;
}
