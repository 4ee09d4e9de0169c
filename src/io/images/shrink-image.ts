import { loadSharp, mostPixels } from "./decode-image.ts";

/** Longer side of a small copy. */
const sidePixels = 160;

/**
 * A small copy of a JPEG, PNG or WebP file, upright, as a `data:` URL of a few kilobytes; null where nothing of it can be decoded. Transparent parts
 * are gray.
 */
export async function shrinkImage(bytes: Uint8Array): Promise<string | null> {
  try {
    const sharp = await loadSharp();
    const small = await sharp(bytes, { failOn: "none", limitInputPixels: mostPixels })
      .rotate()
      .resize(sidePixels, sidePixels, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#808080" })
      .webp({ quality: 60 })
      .toBuffer();
    return `data:image/webp;base64,${small.toString("base64")}`;
  } catch {
    return null;
  }
}
