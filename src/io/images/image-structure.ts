import type { ImageHeader, ImageProblem } from "../../model/image-measurement.ts";

/** What the structure of a file tells, before a pixel is decoded. */
export interface ImageStructure {
  /** Null when no valid one was found. */
  readonly header: ImageHeader | null;
  /** What is wrong with the structure; null when it is whole. */
  readonly problem: ImageProblem | null;
}
