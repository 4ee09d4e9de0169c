/** Many texts in memory that threads share. */
export interface TextPack {
  readonly count: number;
  /** UTF-8, one text after the other. */
  readonly bytes: SharedArrayBuffer;
  /** Where each text begins in `bytes`, and the last one ends: 32-bit integers. */
  readonly starts: SharedArrayBuffer;
}

/** Packs texts of at most 4 GB together. */
export function packTexts(texts: readonly string[]): TextPack {
  const starts = new SharedArrayBuffer(4 * (texts.length + 1));
  const ends = new Uint32Array(starts);
  let end = 0;
  texts.forEach((text, index) => {
    end += Buffer.byteLength(text);
    ends[index + 1] = end;
  });
  const bytes = new SharedArrayBuffer(end);
  const target = Buffer.from(bytes);
  texts.forEach((text, index) => {
    target.write(text, ends[index]!);
  });
  return { count: texts.length, bytes, starts };
}

/** The text at `index`, 0 to `count - 1`. */
export function unpackText({ bytes, starts }: TextPack, index: number): string {
  const [start = 0, end = 0] = new Uint32Array(starts, 4 * index, 2);
  return Buffer.from(bytes, start, end - start).toString();
}
