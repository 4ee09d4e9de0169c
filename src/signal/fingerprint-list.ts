/** Many fingerprints, whose words stay where they are: a view of each would take more memory than what it shows. */
export interface FingerprintList {
  readonly count: number;
  /** The arrays in which the words are, many fingerprints in one. */
  readonly blocks: readonly Uint32Array[];
  /** By fingerprint: its array, its first word there, and how many words it has. */
  readonly blockOf: Uint32Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
}

/** Lists `fingerprints`, of which there are `most` at most; each is let go before the next is asked for. */
export function listFingerprints(fingerprints: Iterable<Uint32Array>, most: number): FingerprintList {
  const blocks: Uint32Array[] = [];
  const blockByBuffer = new Map<ArrayBufferLike, number>();
  const [blockOf, starts, lengths] = [new Uint32Array(most), new Uint32Array(most), new Uint32Array(most)];
  let count = 0;
  for (const { buffer, byteOffset, length } of fingerprints) {
    const block = blockByBuffer.get(buffer) ?? blocks.push(wordsOf(buffer)) - 1;
    blockByBuffer.set(buffer, block);
    blockOf[count] = block;
    starts[count] = byteOffset / Uint32Array.BYTES_PER_ELEMENT;
    lengths[count] = length;
    count += 1;
  }
  return { count, blocks, blockOf, starts, lengths };
}

function wordsOf(buffer: ArrayBufferLike): Uint32Array {
  return new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / Uint32Array.BYTES_PER_ELEMENT));
}
