/** Levels 0..15, row by row from the top. */
export interface LevelImage {
  readonly columnCount: number;
  readonly rowCount: number;
  readonly levels: Uint8Array;
}

const headerBytes = 14 + 40 + 16 * 4;

/** Colours of the 16 levels: dark blue over teal to pale yellow, of evenly rising lightness. */
const stops: readonly (readonly [number, number, number])[] = [
  [11, 20, 38],
  [16, 62, 92],
  [18, 122, 134],
  [116, 184, 130],
  [250, 238, 176],
];

/** A picture with a colour for each level, as the `data:` URL of a bitmap of 16 colours, which needs no compression. */
export function bitmapUrl({ columnCount, rowCount, levels }: LevelImage): string {
  const rowBytes = 4 * Math.ceil(columnCount / 8);
  const bytes = new Uint8Array(headerBytes + rowBytes * rowCount);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, headerBytes, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, columnCount, true);
  view.setInt32(22, rowCount, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 4, true);
  view.setUint32(34, rowBytes * rowCount, true);
  view.setUint32(46, 16, true);
  for (let level = 0; level < 16; level += 1) bytes.set(colorOf(level), 54 + 4 * level);
  for (let row = 0; row < rowCount; row += 1) {
    // Bitmaps begin at the bottom.
    const start = headerBytes + (rowCount - 1 - row) * rowBytes;
    for (let column = 0; column < columnCount; column += 1) {
      const level = levels[row * columnCount + column]! & 15;
      bytes[start + (column >> 1)]! |= column % 2 === 0 ? level << 4 : level;
    }
  }
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`;
}

/** Blue, green, red, nothing. */
function colorOf(level: number): readonly number[] {
  const position = (level / 15) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(position));
  const [low, high] = [stops[index]!, stops[index + 1]!];
  const mix = (part: 0 | 1 | 2): number =>
    Math.round(low[part] + (high[part] - low[part]) * (position - index));
  return [mix(2), mix(1), mix(0), 0];
}
