import { type ImagePairs, isSamePicture, pictureCorrelation } from "../explore/images/image-copies.ts";
import { linkedRoot } from "../explore/linked-root.ts";
import { compareText } from "../explore/measured-example.ts";
import type { ImageCandidate, ImagePair } from "../model/image-report.ts";
import { measureImage } from "./measure-image.ts";

/** Pictures that are held at once: 3 kB each. */
const heldPictures = 4096;

/**
 * Those of `candidates` whose pictures, decoded again, correlate. Of many copies of one picture each is linked to another, and not to all: two that
 * are linked through others are not compared again. Where a file can no longer be read, its pairs stay unverified. In order of `a`, then `b`.
 */
export async function verifyImagePairs(
  candidates: readonly ImageCandidate[],
  paths: ReadonlyMap<string, string>,
): Promise<ImagePairs> {
  const pairs: ImagePair[] = [];
  const unverified: ImageCandidate[] = [];
  const clusters = new Map<string, string>();
  const held = new Map<string, Uint8Array | null>();
  const pictureOf = async (id: string): Promise<Uint8Array | null> => {
    const known = held.get(id);
    if (known !== undefined) return known;
    const { thumbnail } = await measureImage({ exampleId: id, path: paths.get(id)! });
    const picture = thumbnail === null ? null : Buffer.from(thumbnail, "base64");
    if (held.size >= heldPictures) held.delete(held.keys().next().value!);
    held.set(id, picture);
    return picture;
  };
  for (const candidate of candidates) {
    const [a, b] = [linkedRoot(clusters, candidate.a), linkedRoot(clusters, candidate.b)];
    if (a === b) continue;
    const [one, other] = [await pictureOf(candidate.a), await pictureOf(candidate.b)];
    if (one === null || other === null) {
      unverified.push(candidate);
      continue;
    }
    const correlation = pictureCorrelation(one, other);
    if (!isSamePicture(correlation)) continue;
    pairs.push({ ...candidate, correlation });
    clusters.set(b, a);
  }
  const byIds = (x: ImageCandidate, y: ImageCandidate): number =>
    compareText(x.a, y.a) || compareText(x.b, y.b);
  return { nearPairs: pairs.sort(byIds), unverifiedPairs: unverified.sort(byIds) };
}
