import type { AudioClip } from "./audio-clip.ts";
import { type ClipMeasurement, type SignalMeasurement, thirdOctaveCentersHertz } from "./clip-measurement.ts";
import type { NumberRows } from "./number-rows.ts";
import {
  type PackedField,
  type PackedRecord,
  packedFlag,
  packedKnown,
  packedKnowns,
  packedName,
  packedNumber,
  packedNumbers,
  packedRecord,
} from "./packed-fields.ts";
import type { ProvenanceMeasurement, SpectralOrigin } from "./provenance-measurement.ts";

/** What of a measurement is numbers. */
export interface ClipFacts extends Required<Pick<ClipMeasurement, "sizeBytes">> {
  readonly clip: AudioClip;
  readonly signal: Required<SignalMeasurement>;
  readonly provenance: ProvenanceMeasurement;
}

/** What of a signal is spectra: most of its numbers, which few ask for. */
export type ClipSpectra = Pick<Required<SignalMeasurement>, "bandPowers" | "melPowers" | "mfccMeans">;

const melCount = 40;
const coefficientCount = 13;

const kinds = ["full-band", "unknown", "upsampled", "transcoded"] as const;

/** Its kind, the edge, the depth there, and the rate or the codec that it points to. */
const origin: PackedField<SpectralOrigin> = {
  width: 4,
  write: (numbers, at, value) => {
    numbers[at] = kinds.indexOf(value.kind);
    if (value.kind === "full-band" || value.kind === "unknown") return;
    numbers[at + 1] = value.edgeHertz;
    numbers[at + 2] = value.depthDecibels;
    if (value.kind === "upsampled") numbers[at + 3] = value.sourceRateHertz;
    else packedName().write(numbers, at + 3, value.codec);
  },
  read: (numbers, at) => {
    const kind = kinds[numbers[at]!]!;
    if (kind === "full-band" || kind === "unknown") return { kind };
    const edge = { edgeHertz: numbers[at + 1]!, depthDecibels: numbers[at + 2]! };
    return kind === "upsampled"
      ? { kind, ...edge, sourceRateHertz: numbers[at + 3]! }
      : { kind, ...edge, codec: packedName().read(numbers, at + 3) };
  },
};

const spectrumFields: { readonly [Name in keyof ClipSpectra]: PackedField<ClipSpectra[Name]> } = {
  bandPowers: packedKnowns(thirdOctaveCentersHertz.length),
  melPowers: packedNumbers(melCount),
  mfccMeans: packedNumbers(coefficientCount),
};

/** The spectra of a clip, one after the other. */
export const packedSpectra: PackedRecord<ClipSpectra> = packedRecord(spectrumFields);

/** How the facts of a clip lie in an array: all numbers but those of its spectra, which are in a row elsewhere. */
export interface PackedFacts extends PackedField<ClipFacts> {
  /** Says in which row the spectra are of the facts that begin at `at`. */
  readonly placeSpectra: (numbers: Float64Array, at: number, row: number) => void;
  /** The names in the facts that begin at `at`: numbers stand for them, other ones in each thread. */
  readonly namesOf: (numbers: Float64Array, at: number) => readonly string[];
  /** Puts the numbers there that stand for `names` in this thread. */
  readonly placeNames: (numbers: Float64Array, at: number, names: readonly string[]) => void;
}

const header = packedRecord<AudioClip>({
  container: packedName(),
  codec: packedName(),
  sampleRateHertz: packedNumber,
  channelCount: packedNumber,
  bitDepth: packedKnown,
  frameCount: packedNumber,
  durationSeconds: packedNumber,
});

const provenance = packedRecord<ProvenanceMeasurement>({
  truePeakDecibels: packedKnown,
  loudnessRangeLufs: packedKnown,
  noiseFloorDecibels: packedKnown,
  modulationDepthDecibels: packedKnown,
  leadingSilenceSeconds: packedNumber,
  trailingSilenceSeconds: packedNumber,
  longestDropoutSeconds: packedNumber,
  effectiveBandwidthHertz: packedKnown,
  origin,
  speechSnrDecibels: packedKnown,
});

/** How facts lie whose spectra are in `rows`. */
export function packedFacts(rows: NumberRows): PackedFacts {
  const signal = packedRecord<Required<SignalMeasurement>>({
    peakDecibels: packedKnown,
    rootMeanSquareDecibels: packedKnown,
    loudnessLufs: packedKnown,
    dcOffset: packedNumber,
    silentShare: packedNumber,
    overFullScaleCount: packedNumber,
    effectiveBitDepth: packedKnown,
    clippedShare: packedNumber,
    centroidHertz: packedKnown,
    rolloff85Hertz: packedKnown,
    bandwidthHertz: packedKnown,
    flatness: packedKnown,
    bandPowers: elsewhere(rows, "bandPowers"),
    totalPower: packedNumber,
    melPowers: elsewhere(rows, "melPowers"),
    frameRootMeanSquare: packedNumber,
    zeroCrossingRate: packedNumber,
    mfccMeans: elsewhere(rows, "mfccMeans"),
    nonFiniteCount: packedNumber,
    isDualMono: packedFlag,
  });
  const facts = packedRecord<ClipFacts>({ sizeBytes: packedNumber, clip: header, signal, provenance });
  const slots = Object.keys(spectrumFields).map(
    (name) => facts.places.signal + signal.places[name as keyof ClipSpectra],
  );
  const originPlace = facts.places.provenance + provenance.places.origin;
  const placesOfNames = (numbers: Float64Array, at: number): readonly number[] => [
    at + facts.places.clip + header.places.container,
    at + facts.places.clip + header.places.codec,
    // Of a clip of another kind something else is there, or nothing.
    ...(kinds[numbers[at + originPlace]!] === "transcoded" ? [at + originPlace + 3] : []),
  ];
  return {
    ...facts,
    placeSpectra: (numbers, at, row) => {
      for (const slot of slots) numbers[at + slot] = row;
    },
    namesOf: (numbers, at) => placesOfNames(numbers, at).map((place) => packedName().read(numbers, place)),
    placeNames: (numbers, at, names) => {
      placesOfNames(numbers, at).forEach((place, index) => {
        packedName().write(numbers, place, names[index]!);
      });
    },
  };
}

/** A spectrum of the row whose number is here. */
function elsewhere<Name extends keyof ClipSpectra>(
  rows: NumberRows,
  name: Name,
): PackedField<ClipSpectra[Name]> {
  const place = packedSpectra.places[name];
  return {
    width: 1,
    write: () => {},
    read: (numbers, at) => {
      const row = rows.at(numbers[at]!);
      return spectrumFields[name].read(row.numbers, row.at + place);
    },
  };
}

/** What of a measurement is numbers, where all of it fits; null for others. */
export function factsOf({
  sizeBytes,
  clip,
  signal,
  provenance,
  ...others
}: ClipMeasurement): ClipFacts | null {
  if (clip === null || signal === null || provenance === null || !isComplete(signal)) return null;
  if (others.beginningSeconds !== undefined || others.openHeader !== undefined) return null;
  return { sizeBytes, clip, signal, provenance };
}

/** Whether a signal has all fields, with as many values as there is room for: versions differ. */
function isComplete(signal: SignalMeasurement): signal is Required<SignalMeasurement> {
  return (
    signal.frameRootMeanSquare !== undefined &&
    signal.zeroCrossingRate !== undefined &&
    signal.bandPowers.length === thirdOctaveCentersHertz.length &&
    signal.melPowers.length === melCount &&
    signal.mfccMeans?.length === coefficientCount
  );
}
