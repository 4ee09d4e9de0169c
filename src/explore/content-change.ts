import type { DatasetSnapshot } from "../model/dataset-snapshot.ts";
import { areLikeHashes } from "./images/image-copies.ts";
import type { ExamplePair } from "./match-examples.ts";

/** Durations that differ by no more than this, in seconds or as a share, may be the same recording: encoders pad. */
const sameDurationSeconds = 0.1;
const sameDurationShare = 0.01;
/** Levels that differ by no more than this may be the same recording. */
const sameLevelDecibels = 1;
/** Mean lumas, of 255, that differ by no more than this may be the same picture: codecs keep the light. */
const sameBrightness = 3;
/** Shapes, as shares, that differ by no more than this may be the same picture: scaling rounds to whole pixels. */
const sameShapeShare = 0.02;

/** The two snapshots that a pair is of. */
type Snapshots = readonly [DatasetSnapshot, DatasetSnapshot];

/** Whether the file of an example is another: stored otherwise, or with another sound or picture; null where it is as before. */
export function contentChange(pair: ExamplePair, snapshots: Snapshots): "reencoded" | "altered" | null {
  const { before, after } = pair;
  const isStoredAlike = before.format === after.format && before.sizeBytes === after.sizeBytes;
  if (before.contentSha !== null && before.contentSha === after.contentSha) {
    return isStoredAlike ? null : "reencoded";
  }
  if (before.contentSha === null && after.contentSha === null) {
    return isStoredAlike && before.problem === after.problem ? null : "altered";
  }
  if (before.contentSha === null || after.contentSha === null) return isStoredAlike ? null : "altered";
  return snapshots[1].kind === "image"
    ? contentOf(looksAlike(pair, snapshots))
    : contentOf(canDiffer(pair) && soundsAlike(pair, snapshots));
}

function contentOf(isAlike: boolean): "reencoded" | "altered" {
  return isAlike ? "reencoded" : "altered";
}

/** Whether one recording may be stored in two ways without being equal sample by sample. */
function canDiffer({ before, after }: ExamplePair): boolean {
  return before.format !== after.format || !/pcm|flac|alac|wavpack/.test(after.format ?? "");
}

/** Whether two clips are as long and as loud as each other. */
function soundsAlike(pair: ExamplePair, snapshots: Snapshots): boolean {
  const [shorter, longer] = numbersOf("durationSeconds", pair, snapshots);
  const [level, otherLevel] = numbersOf("rootMeanSquareDecibels", pair, snapshots);
  if (shorter === null || longer === null) return false;
  const tolerance = Math.max(sameDurationSeconds, sameDurationShare * Math.max(shorter, longer));
  if (Math.abs(shorter - longer) > tolerance) return false;
  if (level === null || otherLevel === null) return level === otherLevel;
  return Math.abs(level - otherLevel) <= sameLevelDecibels;
}

/** Whether two pictures of different pixels have one shape, one light and like perceptual hashes. */
function looksAlike(pair: ExamplePair, snapshots: Snapshots): boolean {
  const { before, after } = pair;
  if (!before.pictureHash || !after.pictureHash) return false;
  const [shape, otherShape] = numbersOf("aspectRatio", pair, snapshots);
  const [light, otherLight] = numbersOf("brightness", pair, snapshots);
  if (shape === null || otherShape === null || light === null || otherLight === null) return false;
  return (
    Math.abs(shape / otherShape - 1) <= sameShapeShare &&
    Math.abs(light - otherLight) <= sameBrightness &&
    areLikeHashes(before.pictureHash, after.pictureHash)
  );
}

function numbersOf(
  name: string,
  { before, after }: ExamplePair,
  [was, is]: Snapshots,
): readonly [number | null, number | null] {
  return [
    before.numbers[was.numberNames.indexOf(name)] ?? null,
    after.numbers[is.numberNames.indexOf(name)] ?? null,
  ];
}
