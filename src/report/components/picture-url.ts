const headerBytes = 14 + 40;

/** A picture of red, green and blue bytes, base64 and row by row, as the `data:` URL of a bitmap, which needs no compression. */
export function pictureUrl(rgb: string, sidePixels: number): string {
  const pixels = atob(rgb);
  const rowBytes = 4 * Math.ceil((3 * sidePixels) / 4);
  const bytes = new Uint8Array(headerBytes + rowBytes * sidePixels);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, headerBytes, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, sidePixels, true);
  // Rows from the top down.
  view.setInt32(22, -sidePixels, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  view.setUint32(34, rowBytes * sidePixels, true);
  for (let row = 0; row < sidePixels; row++) {
    for (let column = 0; column < sidePixels; column++) {
      const from = 3 * (row * sidePixels + column);
      const to = headerBytes + row * rowBytes + 3 * column;
      for (let color = 0; color < 3; color++) bytes[to + color] = pixels.charCodeAt(from + 2 - color);
    }
  }
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`;
}
