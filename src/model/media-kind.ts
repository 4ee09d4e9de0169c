import { extensionOf, isAudioPath } from "./audio-extensions.ts";

/** What the examples of a dataset are. */
export type MediaKind = "audio" | "image";

const imageExtensions: ReadonlySet<string> = new Set(["jpg", "jpeg", "jpe", "jfif", "png", "webp"]);

/** Whether a path has the extension of an image that can be read, in upper or lower case. */
export function isImagePath(path: string): boolean {
  return imageExtensions.has(extensionOf(path));
}

/** Whether a path has the extension of media of this kind. */
export function isMediaPath(path: string, kind: MediaKind): boolean {
  return kind === "audio" ? isAudioPath(path) : isImagePath(path);
}

/** What a folder of these paths is a dataset of: images only where there is no audio. */
export function mediaKindOf(paths: readonly string[]): MediaKind {
  return !paths.some(isAudioPath) && paths.some(isImagePath) ? "image" : "audio";
}
