import type { MeasuredExample } from "../../src/explore/measured-example.ts";
import type { AudioClip } from "../../src/model/audio-clip.ts";
import type { ClipMeasurement, SignalMeasurement } from "../../src/model/clip-measurement.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import type { Example } from "../../src/model/example.ts";
import type { ProvenanceMeasurement } from "../../src/model/provenance-measurement.ts";

/** What a test wants to say of an example; the rest is an ordinary second of mono 16-bit WAV. */
export interface Wishes {
  readonly label?: string | null;
  /** Where there are several; `label` is the first. */
  readonly labels?: readonly string[];
  readonly split?: string | null;
  readonly group?: string | null;
  readonly clip?: Partial<AudioClip> | null;
  readonly signal?: Partial<SignalMeasurement> | null;
  readonly provenance?: Partial<ProvenanceMeasurement> | null;
  readonly measurement?: Partial<ClipMeasurement>;
}

const ordinaryClip: AudioClip = {
  container: "wav",
  codec: "pcm_s16le",
  sampleRateHertz: 16000,
  channelCount: 1,
  bitDepth: 16,
  frameCount: 16000,
  durationSeconds: 1,
};

const ordinarySignal: SignalMeasurement = {
  peakDecibels: -3,
  rootMeanSquareDecibels: -20,
  loudnessLufs: -22,
  dcOffset: 0,
  clippedShare: 0,
  silentShare: 0,
  nonFiniteCount: 0,
  overFullScaleCount: 0,
  effectiveBitDepth: 16,
  isDualMono: false,
  centroidHertz: 1000,
  rolloff85Hertz: 2000,
  bandwidthHertz: 500,
  flatness: 0.1,
  bandPowers: new Array<number>(30).fill(1),
  totalPower: 30,
  melPowers: new Array<number>(40).fill(1),
};

const ordinaryProvenance: ProvenanceMeasurement = {
  truePeakDecibels: -2.9,
  loudnessRangeLufs: null,
  noiseFloorDecibels: -50,
  modulationDepthDecibels: 40,
  leadingSilenceSeconds: 0,
  trailingSilenceSeconds: 0,
  longestDropoutSeconds: 0,
  effectiveBandwidthHertz: 7500,
  origin: { kind: "full-band" },
  speechSnrDecibels: null,
};

/** An example with its measurement: an ordinary one, but for `wishes`. */
export function measuredExample(id: string, wishes: Wishes = {}): MeasuredExample {
  const { label = "a", labels, split = null, group = null, clip = {}, signal = {} } = wishes;
  const several = labels === undefined ? {} : { labels };
  const { provenance = {}, measurement = {} } = wishes;
  const example: Example = { id, path: `/data/${id}`, label, ...several, split, group, attributes: {} };
  return {
    example,
    measurement: {
      exampleId: id,
      sizeBytes: 32044,
      pcmSha256: `hash of ${id}`,
      fingerprint: null,
      clip: clip && { ...ordinaryClip, ...clip },
      signal: clip && signal && { ...ordinarySignal, ...signal },
      provenance: clip && provenance && { ...ordinaryProvenance, ...provenance },
      problem: null,
      ...measurement,
    },
  };
}

/** A clip of `seconds` at 16 kHz. */
export function lasting(seconds: number): Partial<AudioClip> {
  return { frameCount: Math.round(16000 * seconds), durationSeconds: seconds };
}

/** `count` ordinary examples named `<name>-00.wav` and so on. */
export function several(count: number, name: string, wishes: Wishes = {}): readonly MeasuredExample[] {
  return Array.from({ length: count }, (_, index) =>
    measuredExample(`${name}-${String(index).padStart(2, "0")}.wav`, wishes),
  );
}

/** The dataset of `items`. */
export function datasetOf(items: readonly MeasuredExample[]): Dataset {
  const examples = items.map((item) => item.example);
  return { name: "things", source: "data/things", layout: "manifest", examples, findings: [] };
}

/** The measurements of `items`. */
export function measurementsOf(items: readonly MeasuredExample[]): readonly ClipMeasurement[] {
  return items.flatMap((item) => item.measurement ?? []);
}
