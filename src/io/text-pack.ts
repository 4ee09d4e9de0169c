/** Many texts in memory that threads share. */
export interface TextPack {
  readonly count: number;
  /** UTF-8, one text after the other. */
  readonly bytes: SharedArrayBuffer;
  /** Where each text begins in `bytes`, and the last one ends: 32-bit integers. */
  readonly starts: SharedArrayBuffer;
}

/** Packs `count` texts, of at most 4 GB together. Each is made twice, so that never all of them are there at once. */
export function packTexts(count: number, textAt: (index: number) => string): TextPack {
  const starts = new SharedArrayBuffer(4 * (count + 1));
  const ends = new Uint32Array(starts);
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    end += Buffer.byteLength(textAt(index));
    ends[index + 1] = end;
  }
  const bytes = new SharedArrayBuffer(end);
  const target = Buffer.from(bytes);
  for (let index = 0; index < count; index += 1) target.write(textAt(index), ends[index]!);
  return { count, bytes, starts };
}

/** The text at `index`, 0 to `count - 1`. */
export function unpackText({ bytes, starts }: TextPack, index: number): string {
  const [start = 0, end = 0] = new Uint32Array(starts, 4 * index, 2);
  return Buffer.from(bytes, start, end - start).toString();
}
