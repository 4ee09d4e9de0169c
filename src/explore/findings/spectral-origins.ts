import type { Finding } from "../../model/finding.ts";
import type { SpectralOrigin } from "../../model/provenance-measurement.ts";
import { groupBy } from "../group-by.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, findingsFor, idsOf } from "./finding-set.ts";

const upsampled: FindingKind = {
  code: "upsampled",
  severity: "warning",
  rule:
    "at half a lower sampling rate the spectrum neither falls by 20 dB, with sound up to it and nothing above, nor is made " +
    "of images of what lies below",
  expected: "sound above the edge, or a lower sampling rate",
};

const transcoded: FindingKind = {
  code: "transcoded",
  severity: "info",
  rule: "in lossless files no fall of 20 dB within 500 Hz where lossy encoders cut, with nothing above",
  expected: "sound above the edge",
};

const mixedBandLimits: FindingKind = {
  code: "mixed-band-limits",
  severity: "warning",
  rule: "no spectrum ends in a cliff below three quarters of where most of the set's can end (its cliff, or half its rate)",
  expected: "one band limit",
};

/** Share of the usual band limit below which a clip is out of line. */
const limitShare = 0.75;

/** Clips whose spectrum ends in a cliff: resampled from a lower rate, or encoded with loss before they were stored. */
export function spectralOrigins(items: readonly MeasuredExample[]): readonly Finding[] {
  return [...upsampledClips(items), ...transcodedClips(items), ...lowBandLimits(items)];
}

function originOf({ measurement }: MeasuredExample): SpectralOrigin | null {
  return measurement?.provenance?.origin ?? null;
}

function upsampledClips(items: readonly MeasuredExample[]): readonly Finding[] {
  const sightings = items.flatMap((item) => {
    const origin = originOf(item);
    if (origin?.kind !== "upsampled") return [];
    const message = `Nothing of its own above ${kilohertz(origin.edgeHertz)}, where the level falls by ${origin.depthDecibels.toFixed(0)} dB: upsampled, likely from ${origin.sourceRateHertz} Hz.`;
    return [{ subject: item.example.id, observed: origin.sourceRateHertz, message }];
  });
  return findingsFor(
    upsampled,
    sightings,
    (count) => `${count} clips were upsampled, likely from ${counted(sightings)}.`,
  );
}

function transcodedClips(items: readonly MeasuredExample[]): readonly Finding[] {
  const sightings = items.flatMap((item) => {
    const origin = originOf(item);
    if (origin?.kind !== "transcoded") return [];
    const message = `Nothing above ${kilohertz(origin.edgeHertz)}, ${origin.depthDecibels.toFixed(0)} dB down: likely encoded as ${origin.codec} before.`;
    return [{ subject: item.example.id, observed: origin.codec, message }];
  });
  return findingsFor(
    transcoded,
    sightings,
    (count) =>
      `${count} clips in lossless files were encoded with loss before, likely as ${counted(sightings)}.`,
  );
}

/** Values that were observed, the most frequent first, with how often each was. */
function counted(sightings: readonly { readonly observed: string | number }[]): string {
  return [...groupBy(sightings, ({ observed }) => String(observed))]
    .sort(([a, these], [b, those]) => those.length - these.length || (a < b ? -1 : 1))
    .map(([value, group]) => `${value} (${group.length})`)
    .join(", ");
}

function lowBandLimits(items: readonly MeasuredExample[]): readonly Finding[] {
  const limited = items.flatMap((item) => {
    const limitHertz = bandLimitHertz(item);
    return limitHertz === null ? [] : [{ item, limitHertz }];
  });
  const sorted = limited.map(({ limitHertz }) => limitHertz).sort((a, b) => a - b);
  const usualHertz = sorted[sorted.length >> 1];
  if (usualHertz === undefined) return [];
  const low = limited.filter(
    ({ item, limitHertz }) => hasCliff(originOf(item)) && limitHertz < limitShare * usualHertz,
  );
  if (low.length === 0) return [];
  const lowestHertz = Math.min(...low.map(({ limitHertz }) => limitHertz));
  const message =
    `Clips whose spectrum ends in a cliff below ${kilohertz(limitShare * usualHertz)}, where most reach ` +
    `${kilohertz(usualHertz)}: ${low.length}, the lowest at ${kilohertz(lowestHertz)}; a model can tell them by it.`;
  const examples = idsOf(low.map(({ item }) => item));
  return [datasetFinding(mixedBandLimits, { observed: lowestHertz, count: low.length, message, examples })];
}

function hasCliff(origin: SpectralOrigin | null): boolean {
  return origin?.kind === "upsampled" || origin?.kind === "transcoded";
}

/** Where the spectrum of a clip ends by its making: at its cliff, else at half its rate; null when nothing sounds. */
function bandLimitHertz({ measurement }: MeasuredExample): number | null {
  const { clip, provenance } = measurement ?? {};
  if (!clip || provenance?.effectiveBandwidthHertz == null) return null;
  const { origin } = provenance;
  return origin.kind === "upsampled" || origin.kind === "transcoded"
    ? origin.edgeHertz
    : clip.sampleRateHertz / 2;
}

function kilohertz(hertz: number): string {
  return `${(hertz / 1000).toFixed(1)} kHz`;
}
