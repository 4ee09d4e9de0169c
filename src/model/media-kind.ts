import { extensionOf, isAudioPath } from "./audio-extensions.ts";
import type { ImageFormat } from "./image-measurement.ts";

/** What the examples of a dataset are. */
export type MediaKind = "audio" | "image";

/** Formats that a file with this extension may hold; a file that holds another is wrongly named. */
const formatsByExtension: Readonly<Record<string, ImageFormat>> = {
  jpg: "jpeg",
  jpeg: "jpeg",
  jpe: "jpeg",
  jfif: "jpeg",
  png: "png",
  webp: "webp",
};

/** Whether a path has the extension of an image that can be read, in upper or lower case. */
export function isImagePath(path: string): boolean {
  return Object.hasOwn(formatsByExtension, extensionOf(path));
}

/** The format that an image's extension promises; null for an extension that promises none. */
export function promisedFormats(path: string): readonly ImageFormat[] | null {
  return isImagePath(path) ? [formatsByExtension[extensionOf(path)]!] : null;
}

/** Whether a path has the extension of media of this kind. */
export function isMediaPath(path: string, kind: MediaKind): boolean {
  return kind === "audio" ? isAudioPath(path) : isImagePath(path);
}

/** What a folder of these paths is a dataset of: images only where there is no audio. */
export function mediaKindOf(paths: readonly string[]): MediaKind {
  return !paths.some(isAudioPath) && paths.some(isImagePath) ? "image" : "audio";
}
