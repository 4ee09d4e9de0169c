import { SoundingsError } from "../../model/errors.ts";
import { type FilePart, type ImagePart, isImagePart } from "../../model/image-part.ts";
import { mergedShards, mergeParts, unionOf } from "../dataset-part.ts";

/**
 * All that two parts of one dataset of images hold, as `mergeParts` has it: commutative, associative, idempotent and exact. Sums of pictures are kept by
 * shard, so that a shard that is there twice counts once.
 * @throws SoundingsError ("usage") when they are not parts of one whole, or contradict each other
 */
export function mergeImageParts(a: ImagePart, b: ImagePart): ImagePart {
  const held = new Set(a.pictures.map(({ shard }) => shard));
  const further = b.pictures.filter(({ shard }) => !held.has(shard));
  return {
    ...mergedShards(a, b),
    images: unionOf(a.images, b.images, ({ exampleId }) => exampleId),
    pictures: [...a.pictures, ...further].sort((x, y) => x.shard - y.shard),
  };
}

/**
 * The same of parts of either kind.
 * @throws SoundingsError ("usage") as well when one is of images and the other is not
 */
export function mergeFileParts(a: FilePart, b: FilePart): FilePart {
  if (isImagePart(a) && isImagePart(b)) return mergeImageParts(a, b);
  if (!isImagePart(a) && !isImagePart(b)) return mergeParts(a, b);
  throw new SoundingsError("usage", "a part of images and one of recordings are no parts of one whole", {
    hint: "make all shards anew, from the same files",
  });
}
