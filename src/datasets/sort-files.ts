import { extensionOf } from "../model/audio-extensions.ts";
import type { Finding } from "../model/finding.ts";
import { isMediaPath, type MediaKind, mediaKindOf } from "../model/media-kind.ts";
import { listingFinding } from "./listing-finding.ts";

/** The files of a folder by what they are. */
export interface SortedFiles {
  readonly kind: MediaKind;
  /** Paths of media of that kind by their extension. */
  readonly media: readonly string[];
  /** One finding for each file or hidden folder that is left out. */
  readonly findings: readonly Finding[];
}

/** Sorts paths (relative, with forward slashes) into media, junk of operating systems, and other files. */
export function sortFiles(paths: readonly string[]): SortedFiles {
  const junk = new Set<string>();
  const others: string[] = [];
  const media: string[] = [];
  const kind = mediaKindOf(paths.filter((path) => junkIn(path) === null));
  for (const path of paths) {
    const hidden = junkIn(path);
    if (hidden !== null) junk.add(hidden);
    else (isMediaPath(path, kind) ? media : others).push(path);
  }
  return {
    kind,
    media,
    findings: [...[...junk].map(junkFinding), ...others.map((path) => otherFinding(path, kind))],
  };
}

/** The junk file itself, or the hidden folder that a path lies in; null for an ordinary path. */
export function junkIn(path: string): string | null {
  const parts = path.split("/");
  const index = parts.findIndex((part) =>
    /^(\..*|thumbs\.db|desktop\.ini|__macosx|\$recycle\.bin)$/i.test(part),
  );
  return index === -1 ? null : parts.slice(0, index + 1).join("/");
}

/** The finding about one file or folder of junk. */
export function junkFinding(path: string): Finding {
  return listingFinding("file-junk", path, {
    severity: "info",
    message: `${path} is hidden or made by an operating system; it is left out.`,
    rule: "names that start with a dot, Thumbs.db, desktop.ini, __MACOSX",
    observed: path.split("/").at(-1) ?? path,
  });
}

const strangers = {
  audio: { code: "file-not-audio", what: "an audio file" },
  image: { code: "file-not-image", what: "an image" },
} as const;

/** The finding about one file whose extension is not that of media of this kind. */
export function otherFinding(path: string, kind: MediaKind): Finding {
  const extension = extensionOf(path);
  const { code, what } = strangers[kind];
  return listingFinding(code, path, {
    severity: "info",
    message: `${path} has no extension of ${what}; it is left out.`,
    rule: `known ${kind} extensions, in upper or lower case`,
    observed: extension === "" ? "no extension" : `.${extension}`,
  });
}
