/** The tag of the orientation in the first directory of EXIF data. */
const orientationTag = 0x0112;

/** The orientation, 1 to 8, that EXIF data (a TIFF header and its first directory) give; null where they give none. */
export function orientationOfTiff(tiff: Buffer): number | null {
  const order = tiff.toString("latin1", 0, 2);
  if (tiff.length < 8 || (order !== "II" && order !== "MM")) return null;
  const isLittle = order === "II";
  const two = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return null;
  const entryCount = two(directory);
  for (let entry = 0; entry < entryCount; entry++) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > tiff.length) return null;
    if (two(at) !== orientationTag) continue;
    const value = two(at + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}
