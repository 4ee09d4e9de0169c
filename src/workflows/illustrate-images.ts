import { holdingMedia } from "../io/held-cells.ts";
import { shrinkImage } from "../io/images/shrink-image.ts";
import { sniffImage } from "../io/images/sniff-image.ts";
import { readMediaBytes } from "../io/open-media.ts";
import type { ImageIllustrations, ImageMedia } from "../model/image-evidence.ts";
import type { ImageReport } from "../model/image-report.ts";
import { clipLink } from "./clip-link.ts";
import { idsInTurns } from "./ids-in-turns.ts";

/** Images that a page shows at most: they bound its size. */
const imageCap = 120;
/** Pairs whose images are shown. */
const pairCap = 20;

/** Small copies of the images that findings and pairs rest on: the worst of each kind of finding first. */
export async function illustrateImages(
  { worstImages, duplicates }: ImageReport,
  paths: ReadonlyMap<string, string>,
  folder: string,
): Promise<ImageIllustrations> {
  const pairs = duplicates.nearPairs.slice(0, pairCap).flatMap(({ a, b }) => [a, b]);
  const ids = [...new Set([...pairs, ...idsInTurns(worstImages)])].slice(0, imageCap);
  const media = new Map<string, ImageMedia>();
  for (const id of ids) {
    const path = paths.get(id);
    if (path === undefined) continue;
    media.set(id, { thumbnailUrl: await smallCopy(path), fileUrl: clipLink(path, folder) });
  }
  return media;
}

/** A small copy of an image as a `data:` URL of a few kilobytes; null where nothing of it can be decoded. */
export async function smallCopy(path: string): Promise<string | null> {
  return holdingMedia(path, async () => {
    try {
      const read = readMediaBytes(path);
      const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
      // Nothing but JPEG, PNG and WebP reaches the decoder.
      return sniffImage(bytes).header === null ? null : await shrinkImage(bytes);
    } catch {
      return null;
    }
  });
}
