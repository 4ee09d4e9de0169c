/** Many short byte strings in few arrays. */
export interface HeldBytes {
  /** Keeps a copy of `bytes`, and gives where it is. */
  readonly push: (bytes: Uint8Array) => number;
  /** The `length` bytes that are kept at `place`; begins at a multiple of four bytes of its buffer. */
  readonly at: (place: number, length: number) => Uint8Array;
}

/** Bytes of an array; longer strings have their own. */
const blockBytes = 2 ** 18;
/** Words of 32 bits can be read where they are. */
const alignment = 4;

/** Room for byte strings. */
export function holdBytes(): HeldBytes {
  const blocks: Uint8Array[] = [];
  let end = blockBytes;
  return {
    push: (bytes) => {
      if (end + bytes.length > (blocks.at(-1)?.length ?? 0)) {
        blocks.push(new Uint8Array(Math.max(blockBytes, bytes.length)));
        end = 0;
      }
      const start = end;
      blocks.at(-1)!.set(bytes, start);
      end = Math.ceil((start + bytes.length) / alignment) * alignment;
      return (blocks.length - 1) * blockBytes + start;
    },
    // Whatever does not fit begins a block, so that no place is beyond the first `blockBytes` of one.
    at: (place, length) => {
      const start = place % blockBytes;
      return blocks[(place - start) / blockBytes]!.subarray(start, start + length);
    },
  };
}
