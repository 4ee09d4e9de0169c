import type { ClipMeasurement } from "./clip-measurement.ts";
import type { MeasuredClip } from "./dataset-part.ts";
import { heldRows } from "./number-rows.ts";
import { type ClipFacts, factsOf, packedFacts, packedSpectra } from "./packed-facts.ts";
import { base64ByteCount, readBase64, readHex } from "./text-bytes.ts";

/** What one file gave, in the form in which it goes from thread to thread and into a journal. */
export interface ClipRecord {
  /** What tells the file's bytes from others; null when nobody asked for it or they could not be read. */
  readonly contentTag: string | null;
  readonly content: FactsRecord | PlainRecord;
}

/** Of the usual kind: what is numbers as numbers. */
export interface FactsRecord
  extends Pick<ClipMeasurement, "exampleId" | "problem">,
    Pick<MeasuredClip, "meyda"> {
  readonly kind: "facts";
  /** The facts, and after them the spectra. */
  readonly numbers: Float64Array;
  /** The hash (none or 32 bytes), and the fingerprint after it. */
  readonly bytes: Uint8Array;
  readonly hashLength: number;
  /** Whether there is a fingerprint: one of no words is not the same as none. */
  readonly hasFingerprint: boolean;
}

/** Whatever does not fit: an unreadable file, a recording too long to be heard whole. */
export interface PlainRecord {
  readonly kind: "plain";
  readonly clip: MeasuredClip;
}

/** Gives room for so many bytes, which begins at a multiple of eight bytes of its buffer. */
export type ClaimBytes = (byteCount: number) => Uint8Array;

/** What of a record is text. */
type Rest = Pick<ClipRecord, "contentTag"> &
  (
    | (Pick<FactsRecord, "exampleId" | "problem" | "meyda" | "hasFingerprint"> & {
        /** Names in the facts, for the numbers that stand for them are of one thread. */
        readonly names: readonly string[];
      })
    | Pick<PlainRecord, "clip">
  );

/** How facts lie in a record, where nobody asks for the spectra through them. */
const recordFacts = packedFacts(heldRows(0));
const numberCount = recordFacts.width + packedSpectra.width;
const numberBytes = numberCount * Float64Array.BYTES_PER_ELEMENT;
/** Bytes of a SHA-256. */
const hashBytes = 32;
/** Before all else four counts: of numbers, and of the bytes of hash, fingerprint and text. */
const headCounts = 4;
const headBytes = headCounts * Uint32Array.BYTES_PER_ELEMENT;

// Each thread writes one record at a time.
let scratch = new Uint8Array(2 ** 12);
const ownNumbers = new Float64Array(numberCount);

/** Writes the record of a clip where `claim` says, in the byte order of this machine, and gives its bytes. */
export function writeRecord(clip: MeasuredClip, contentTag: string | null, claim: ClaimBytes): Uint8Array {
  const facts = factsOf(clip.measurement);
  const bytes = facts && writeFacts({ clip, facts, contentTag }, claim);
  if (bytes !== null) return bytes;
  const text = textOf({ contentTag, clip });
  const target = claim(headBytes + text.length);
  countsIn(target).set([0, 0, 0, text.length]);
  target.set(text, headBytes);
  return target;
}

/** Null where hash or fingerprint are no such texts: then nothing is claimed. */
function writeFacts(
  { clip, facts, contentTag }: { clip: MeasuredClip; facts: ClipFacts; contentTag: string | null },
  claim: ClaimBytes,
): Uint8Array | null {
  const { exampleId, problem, pcmSha256, fingerprint } = clip.measurement;
  const hash = new Uint8Array(pcmSha256 === null ? 0 : hashBytes);
  const print = new Uint8Array(fingerprint === null ? 0 : base64ByteCount(fingerprint));
  if (pcmSha256 !== null && !readHex(pcmSha256, hash)) return null;
  if (fingerprint !== null && !readBase64(fingerprint, print)) return null;
  recordFacts.write(ownNumbers, 0, facts);
  const text = textOf({
    ...{ contentTag, exampleId, problem, meyda: clip.meyda, hasFingerprint: fingerprint !== null },
    names: recordFacts.namesOf(ownNumbers, 0),
  });
  const target = claim(headBytes + numberBytes + hash.length + print.length + text.length);
  countsIn(target).set([numberCount, hash.length, print.length, text.length]);
  packedSpectra.write(ownNumbers, recordFacts.width, facts.signal);
  numbersIn(target).set(ownNumbers);
  target.set(hash, headBytes + numberBytes);
  target.set(print, headBytes + numberBytes + hash.length);
  target.set(text, headBytes + numberBytes + hash.length + print.length);
  return target;
}

function countsIn({ buffer, byteOffset }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, headCounts);
}

function numbersIn({ buffer, byteOffset }: Uint8Array): Float64Array {
  return new Float64Array(buffer, byteOffset + headBytes, numberCount);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The bytes last until the next text. */
function textOf(rest: Rest): Uint8Array {
  const text = JSON.stringify(rest);
  // Three bytes a character are the most that UTF-8 takes.
  if (scratch.length < 3 * text.length) scratch = new Uint8Array(6 * text.length);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

/** The record that these bytes hold; its numbers and byte strings are views of them. */
export function readRecord(bytes: Uint8Array): ClipRecord {
  const [count = 0, hashLength = 0, printLength = 0, textLength = 0] = countsIn(bytes);
  const hashAt = headBytes + count * Float64Array.BYTES_PER_ELEMENT;
  const textAt = hashAt + hashLength + printLength;
  const rest = JSON.parse(decoder.decode(bytes.subarray(textAt, textAt + textLength))) as Rest;
  const { contentTag } = rest;
  if ("clip" in rest) return { contentTag, content: { kind: "plain", clip: rest.clip } };
  const { exampleId, problem, meyda, hasFingerprint } = rest;
  const numbers = numbersIn(bytes);
  recordFacts.placeNames(numbers, 0, rest.names);
  const own = { bytes: bytes.subarray(hashAt, textAt), hashLength, hasFingerprint };
  return { contentTag, content: { kind: "facts", exampleId, problem, meyda, numbers, ...own } };
}
