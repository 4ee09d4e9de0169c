import type { AudioHeader } from "../model/audio-clip.ts";
import type { CountByValue } from "../model/count-by-value.ts";
import type { FormatCounts, FormatStatistics } from "../model/dataset-statistics.ts";
import { countBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { partitionsOf, summarizeParts } from "./partitions.ts";

/** How many clips have each sampling rate, channel count, bit depth, codec and container: in all, by label and by split. */
export function summarizeFormats(items: readonly MeasuredExample[]): FormatStatistics {
  return { ...countFormats(items), ...summarizeParts(partitionsOf(items), countFormats) };
}

function countFormats(items: readonly MeasuredExample[]): FormatCounts {
  return {
    sampleRatesHertz: countClips(items, (clip) => clip.sampleRateHertz),
    channelCounts: countClips(items, (clip) => clip.channelCount),
    bitDepths: countClips(items, (clip) => clip.bitDepth),
    effectiveBitDepths: countBy(items, ({ measurement }) => textOf(measurement?.signal?.effectiveBitDepth)),
    codecs: countClips(items, (clip) => clip.codec),
    containers: countClips(items, (clip) => clip.container),
  };
}

function countClips(
  items: readonly MeasuredExample[],
  read: (header: AudioHeader) => string | number | null,
): CountByValue {
  return countBy(items, ({ measurement }) => {
    const header = measurement?.clip ?? measurement?.openHeader;
    return header ? textOf(read(header)) : null;
  });
}

function textOf(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
