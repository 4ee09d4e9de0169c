import type { ImageCandidate, ImageDuplicates, ImagePair } from "../../model/image-report.ts";
import { matchHashes } from "../../signal/images/match-hashes.ts";
import { correlation } from "../../stats/correlation.ts";
import { boundCopies } from "../bound-rows.ts";
import { acrossSplitsOf, groupsOfCopies, groupsOfPairs } from "../find-duplicates.ts";
import { type MeasuredImage, pixelHashOf, pixelsOf } from "./measured-image.ts";

/** Bits in which the hashes of two images of one picture differ at most. */
const mostDistance = 10;
/** Least correlation of two images of one picture at 32 x 32. */
const leastCorrelation = 0.9;
/** Candidates that are looked at for each image: the nearest. */
const mostCandidates = 16;
const hashBits = 64;

/** The rule of `imageCandidates` alone, in words. */
export const likeHashesRule = `no two examples of different pixels have perceptual hashes that differ in ${mostDistance} of 64 bits or fewer`;

/** The rule of `imageCandidates` and `isSamePicture` together, in words. */
export const samePictureRule = `${likeHashesRule} and pictures that correlate by ${leastCorrelation} or more at 32 x 32`;

/** What the search for images that look alike came to. */
export interface ImagePairs {
  /** Pairs whose pictures correlate. */
  readonly nearPairs: readonly ImagePair[];
  /** Pairs of which only the hashes could be compared. */
  readonly unverifiedPairs: readonly ImageCandidate[];
}

/** Whether two perceptual hashes, 16 hex digits each, agree as those of one picture do. */
export function areLikeHashes(a: string, b: string): boolean {
  return matchHashes([a, b], { mostDistance, mostMatches: 1 }).length > 0;
}

/** Pairs that may show one picture, in order of `b`, the nearest first. Of examples with equal pixels, the first stands for all. */
export function imageCandidates(items: readonly MeasuredImage[]): readonly ImageCandidate[] {
  const seen = new Set<string>();
  const hashed = items.flatMap((item) => {
    const hash = pixelsOf(item)?.perceptualHash ?? null;
    const pixelHash = pixelHashOf(item);
    if (hash === null || pixelHash === null || seen.has(pixelHash)) return [];
    seen.add(pixelHash);
    return [{ id: item.example.id, hash }];
  });
  const hashes = hashed.map(({ hash }) => hash);
  return matchHashes(hashes, { mostDistance, mostMatches: mostCandidates }).map(({ a, b, distance }) => ({
    a: hashed[a]!.id,
    b: hashed[b]!.id,
    similarity: 1 - distance / hashBits,
  }));
}

/** Correlation of two pictures of as many pixels, red, green and blue side by side: of their luma where one of them is gray. */
export function pictureCorrelation(a: Uint8Array, b: Uint8Array): number {
  return isGray(a) || isGray(b) ? correlation(lumaOf(a), lumaOf(b)) : correlation(a, b);
}

/** Whether two images whose hashes agree show one picture. */
export function isSamePicture(pictureCorrelation: number): boolean {
  return pictureCorrelation >= leastCorrelation;
}

/** Images that are in the set more than once: of equal pixels, or alike. */
export function findImageCopies(
  items: readonly MeasuredImage[],
  { nearPairs, unverifiedPairs }: ImagePairs,
): ImageDuplicates {
  const groups = groupsOfCopies(items, pixelHashOf);
  const nearGroups = groupsOfPairs(items, nearPairs, groups);
  return boundCopies({
    exactGroups: groups.map((group) => group.map(({ example }) => example.id)),
    nearPairs,
    ...(unverifiedPairs.length === 0 ? {} : { unverifiedPairs }),
    hashedCount: items.filter((item) => (pixelsOf(item)?.perceptualHash ?? null) !== null).length,
    acrossSplits: acrossSplitsOf([...groups, ...nearGroups]),
  });
}

/** Colours of a gray JPEG differ by its rounding. */
const grayTolerance = 3;

function isGray(rgb: Uint8Array): boolean {
  for (let at = 0; at < rgb.length; at += 3) {
    if (
      Math.abs(rgb[at]! - rgb[at + 1]!) > grayTolerance ||
      Math.abs(rgb[at + 1]! - rgb[at + 2]!) > grayTolerance
    )
      return false;
  }
  return true;
}

function lumaOf(rgb: Uint8Array): Float64Array {
  return Float64Array.from(
    { length: rgb.length / 3 },
    (_, at) => 0.299 * rgb[3 * at]! + 0.587 * rgb[3 * at + 1]! + 0.114 * rgb[3 * at + 2]!,
  );
}
