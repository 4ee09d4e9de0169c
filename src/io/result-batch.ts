/** Results of a thread that are sent together, one after the other. */
export interface Batch {
  readonly bytes: Uint8Array;
  /** Where in `bytes` they are. */
  readonly results: readonly BatchedResult[];
}

interface BatchedResult {
  /** Of the item. */
  readonly index: number;
  readonly start: number;
  readonly length: number;
}

/** Writes a result where `claim` says: into so many bytes, from a multiple of eight on. */
export type Encode<Result> = (result: Result, claim: (byteCount: number) => Uint8Array) => void;

/** A batch that grows. */
export interface GrowingBatch {
  /** Room for the result of an item. */
  readonly claim: (index: number, byteCount: number) => Uint8Array;
  /** What there is so far, and what of it may be handed over instead of copied; begins anew. */
  readonly take: () => { readonly value: Batch; readonly transfer: readonly ArrayBuffer[] };
}

/** Bytes of a batch at first; about those of the last one later on. */
const firstBytes = 2 ** 16;
/** Numbers of eight bytes can be read where they are. */
const alignment = 8;

/** Begins a batch. */
export function beginBatch(): GrowingBatch {
  let bytes = new Uint8Array(firstBytes);
  let end = 0;
  let results: BatchedResult[] = [];
  return {
    claim: (index, byteCount) => {
      const start = Math.ceil(end / alignment) * alignment;
      if (start + byteCount > bytes.length) {
        const larger = new Uint8Array(Math.max(2 * bytes.length, start + byteCount));
        larger.set(bytes.subarray(0, end));
        bytes = larger;
      }
      end = start + byteCount;
      results.push({ index, start, length: byteCount });
      return bytes.subarray(start, end);
    },
    take: () => {
      const taken = bytes;
      const value = { bytes: taken, results };
      bytes = new Uint8Array(taken.length);
      end = 0;
      results = [];
      return { value, transfer: [taken.buffer as ArrayBuffer] };
    },
  };
}

/** Writes a result as JSON. */
export function writeJson(result: unknown, claim: (byteCount: number) => Uint8Array): void {
  const text = Buffer.from(JSON.stringify(result));
  claim(text.length).set(text);
}

/** Reads a result that was written as JSON. */
export function parseJson<Result>(bytes: Uint8Array): Result {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as Result;
}
