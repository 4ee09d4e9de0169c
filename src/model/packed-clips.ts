import type { AudioClip } from "./audio-clip.ts";
import { type ClipMeasurement, type SignalMeasurement, thirdOctaveCentersHertz } from "./clip-measurement.ts";
import type { MeasuredClip } from "./dataset-part.ts";
import {
  type PackedField,
  packedFlag,
  packedKnown,
  packedKnowns,
  packedName,
  packedNumber,
  packedNumbers,
  packedRecord,
} from "./packed-fields.ts";
import type { ProvenanceMeasurement, SpectralOrigin } from "./provenance-measurement.ts";

/** Keeps the measurements of many clips in little memory. */
export interface ClipPack {
  /**
   * The same clip, its numbers in an array that many share. What is not of the usual kind (an unreadable file, a recording too long to
   * be heard whole) comes back as it is.
   */
  readonly keep: (clip: MeasuredClip) => MeasuredClip;
}

/** What of a measurement is numbers. */
interface Facts extends Required<Pick<ClipMeasurement, "sizeBytes">> {
  readonly clip: AudioClip;
  readonly signal: Required<SignalMeasurement>;
  readonly provenance: ProvenanceMeasurement;
}

const melCount = 40;
const coefficientCount = 13;
const clipsPerArray = 256;

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

const facts = packedRecord<Facts>({
  sizeBytes: packedNumber,
  clip: packedRecord<AudioClip>({
    container: packedName(),
    codec: packedName(),
    sampleRateHertz: packedNumber,
    channelCount: packedNumber,
    bitDepth: packedKnown,
    frameCount: packedNumber,
    durationSeconds: packedNumber,
  }),
  signal: packedRecord<Required<SignalMeasurement>>({
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
    bandPowers: packedKnowns(thirdOctaveCentersHertz.length),
    totalPower: packedNumber,
    melPowers: packedNumbers(melCount),
    frameRootMeanSquare: packedNumber,
    zeroCrossingRate: packedNumber,
    mfccMeans: packedNumbers(coefficientCount),
    nonFiniteCount: packedNumber,
    isDualMono: packedFlag,
  }),
  provenance: packedRecord<ProvenanceMeasurement>({
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
  }),
});

/** A measurement whose numbers are elsewhere. A class for the sake of its getters, which all clips share. */
class PackedMeasurement implements ClipMeasurement {
  readonly exampleId: string;
  readonly pcmSha256: string | null;
  readonly fingerprint: string | null;
  readonly problem: ClipMeasurement["problem"];
  readonly #numbers: Float64Array;
  readonly #at: number;

  constructor(
    { exampleId, pcmSha256, fingerprint, problem }: ClipMeasurement,
    numbers: Float64Array,
    at: number,
  ) {
    this.exampleId = exampleId;
    this.pcmSha256 = pcmSha256;
    this.fingerprint = fingerprint;
    this.problem = problem;
    this.#numbers = numbers;
    this.#at = at;
  }

  get facts(): Facts {
    return facts.read(this.#numbers, this.#at);
  }
  get sizeBytes(): number {
    return this.facts.sizeBytes;
  }
  get clip(): AudioClip {
    return this.facts.clip;
  }
  get signal(): SignalMeasurement {
    return this.facts.signal;
  }
  get provenance(): ProvenanceMeasurement {
    return this.facts.provenance;
  }

  toJSON(): ClipMeasurement {
    const { exampleId, sizeBytes, pcmSha256, fingerprint, clip, signal, provenance, problem } = this;
    return { exampleId, sizeBytes, pcmSha256, fingerprint, clip, signal, provenance, problem };
  }
}

/** Room for the measurements of many clips. */
export function packClips(): ClipPack {
  let numbers = new Float64Array(0);
  let next = 0;
  return {
    keep: (clip) => {
      const { measurement, meyda } = clip;
      const own = factsOf(measurement);
      if (own === null) return clip;
      if (next + facts.width > numbers.length) {
        numbers = new Float64Array(clipsPerArray * facts.width);
        next = 0;
      }
      facts.write(numbers, next, own);
      const packed = new PackedMeasurement(measurement, numbers, next);
      next += facts.width;
      return { measurement: packed, meyda };
    },
  };
}

/** The fields of a measurement as a plain object, which can be copied with some of them changed. */
export function plainMeasurement(measurement: ClipMeasurement): ClipMeasurement {
  return measurement instanceof PackedMeasurement ? measurement.toJSON() : measurement;
}

/** What of a measurement is numbers, where all of it fits; null for others. */
function factsOf({ sizeBytes, clip, signal, provenance, ...others }: ClipMeasurement): Facts | null {
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
