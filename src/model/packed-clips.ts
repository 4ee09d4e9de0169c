import type { AudioClip } from "./audio-clip.ts";
import type { ClipMeasurement, SignalMeasurement } from "./clip-measurement.ts";
import { type ClipRecord, type FactsRecord, readRecord, writeRecord } from "./clip-record.ts";
import type { MeasuredClip } from "./dataset-part.ts";
import { type HeldBytes, holdBytes } from "./held-bytes.ts";
import { heldRows, type NumberRow, type NumberRows } from "./number-rows.ts";
import { type ClipFacts, type PackedFacts, packedFacts, packedSpectra } from "./packed-facts.ts";
import type { ProvenanceMeasurement } from "./provenance-measurement.ts";
import { base64OfBytes, hexOfBytes } from "./text-bytes.ts";

/** Keeps the measurements of many clips in little memory. */
export interface ClipPack {
  /**
   * The same clip, its numbers in an array that many share. What is not of the usual kind (an unreadable file, a recording too long to
   * be heard whole) comes back as it is.
   */
  readonly keep: (clip: MeasuredClip) => MeasuredClip;
  /** The clip of a record, kept in the same way; under `exampleId`, whose text is then held once where others hold it too. */
  readonly keepRecord: (record: ClipRecord, exampleId?: string) => MeasuredClip;
}

/** Where a pack keeps what it is given. */
interface PackRooms {
  readonly facts: PackedFacts;
  readonly bytes: HeldBytes;
}

/** Further numbers of a clip, after its facts: where its bytes are, and how many of them hash and fingerprint have; -1 for none. */
const byteNumbers = 3;
const none = -1;

/** A measurement whose numbers are elsewhere. A class for the sake of its getters, which all clips share. */
class PackedMeasurement implements ClipMeasurement {
  readonly exampleId: string;
  readonly problem: ClipMeasurement["problem"];
  readonly #rooms: PackRooms;
  readonly #numbers: Float64Array;
  readonly #at: number;

  constructor(
    rooms: PackRooms,
    { numbers, at }: NumberRow,
    { exampleId, problem }: Pick<ClipMeasurement, "exampleId" | "problem">,
  ) {
    this.exampleId = exampleId;
    this.problem = problem;
    this.#rooms = rooms;
    this.#numbers = numbers;
    this.#at = at;
  }

  get facts(): ClipFacts {
    return this.#rooms.facts.read(this.#numbers, this.#at);
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
  get pcmSha256(): string | null {
    const [place, hashLength] = this.#placesOfBytes();
    return hashLength === none ? null : hexOfBytes(this.#rooms.bytes.at(place, hashLength));
  }
  get fingerprint(): string | null {
    const bytes = this.fingerprintBytes();
    return bytes && base64OfBytes(bytes);
  }

  /** Null where there is none. */
  fingerprintBytes(): Uint8Array | null {
    const [place, hashLength, printLength] = this.#placesOfBytes();
    return printLength === none ? null : this.#rooms.bytes.at(place + Math.max(0, hashLength), printLength);
  }

  #placesOfBytes(): readonly [place: number, hashLength: number, printLength: number] {
    const numbers = this.#numbers;
    const start = this.#at + this.#rooms.facts.width;
    return [numbers[start]!, numbers[start + 1]!, numbers[start + 2]!];
  }

  toJSON(): ClipMeasurement {
    const { exampleId, sizeBytes, pcmSha256, fingerprint, clip, signal, provenance, problem } = this;
    return { exampleId, sizeBytes, pcmSha256, fingerprint, clip, signal, provenance, problem };
  }
}

/** Room for the measurements of many clips; their spectra in `spectra`, which has rows of `packedSpectra.width`: in memory where left out. */
export function packClips(spectra: NumberRows = heldRows(packedSpectra.width)): ClipPack {
  const facts = packedFacts(spectra);
  const rows = heldRows(facts.width + byteNumbers);
  const rooms: PackRooms = { facts, bytes: holdBytes() };
  const row = new Float64Array(facts.width + byteNumbers);
  const keepFacts = (record: FactsRecord, exampleId: string): MeasuredClip => {
    const { numbers, bytes, hashLength, hasFingerprint, problem, meyda } = record;
    row.set(numbers.subarray(0, facts.width));
    facts.placeSpectra(row, 0, spectra.push(numbers, facts.width));
    row[facts.width] = rooms.bytes.push(bytes);
    row[facts.width + 1] = hashLength === 0 ? none : hashLength;
    row[facts.width + 2] = hasFingerprint ? bytes.length - hashLength : none;
    const place = rows.at(rows.push(row, 0));
    return { measurement: new PackedMeasurement(rooms, place, { exampleId, problem }), meyda };
  };
  const keepRecord: ClipPack["keepRecord"] = ({ content }, exampleId) =>
    content.kind === "plain" ? content.clip : keepFacts(content, exampleId ?? content.exampleId);
  const keep: ClipPack["keep"] = (clip) => {
    const { content } = readRecord(writeRecord(clip, null, newBytes));
    return content.kind === "plain" ? clip : keepFacts(content, content.exampleId);
  };
  return { keep, keepRecord };
}

function newBytes(byteCount: number): Uint8Array {
  return new Uint8Array(byteCount);
}

/** The fields of a measurement as a plain object, which can be copied with some of them changed. */
export function plainMeasurement(measurement: ClipMeasurement): ClipMeasurement {
  return measurement instanceof PackedMeasurement ? measurement.toJSON() : measurement;
}

/** The words of a fingerprint where they are at hand as such; null where the measurement has it as a text or has none. */
export function packedFingerprint(measurement: ClipMeasurement): Uint32Array | null {
  const bytes = measurement instanceof PackedMeasurement ? measurement.fingerprintBytes() : null;
  return bytes && new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

/** Whether a measurement has a fingerprint, without making a text of it. */
export function hasFingerprint(measurement: ClipMeasurement): boolean {
  return packedFingerprint(measurement) !== null || measurement.fingerprint !== null;
}
