/** What a page shows of one image. */
export interface ImageMedia {
  /** A small copy as a `data:` URL; null where nothing could be decoded. */
  readonly thumbnailUrl: string | null;
  /** Link to the file, relative to the page; null where a browser cannot open it. */
  readonly fileUrl: string | null;
}

/** Images that a page shows besides the numbers of a report, by example id. */
export type ImageIllustrations = ReadonlyMap<string, ImageMedia>;
