import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { parseAddress } from "../model/media-address.ts";
import { readMediaBytes } from "./open-media.ts";

/** How files of a selection are put beside its manifest: not at all, as copies, or as symbolic links. */
export type FilePlacing = "list" | "copy" | "link";

/**
 * Puts the media of an address to `target`. A member of an archive or a cell of a table is always copied.
 * @throws SoundingsError ("usage") for a stretch of a recording, ("run") when the disk refuses
 */
export function placeFile(address: string, target: string, placing: Exclude<FilePlacing, "list">): void {
  const { path, bytes, time } = parseAddress(address);
  if (time !== null) {
    throw new SoundingsError("usage", `${address} is a stretch of a recording, which is no file`, {
      hint: "leave --files out: the manifest names stretches as they are",
    });
  }
  try {
    mkdirSync(dirname(target), { recursive: true });
    rmSync(target, { force: true });
    if (bytes !== null) writeFileSync(target, readMediaBytes(address));
    else if (placing === "copy") copyFileSync(path, target);
    else symlinkSync(relative(dirname(target), path), target);
  } catch (cause) {
    throw new SoundingsError("run", `cannot write ${target}: ${messageOf(cause)}`, {
      hint: "choose another folder with --out",
      cause,
    });
  }
}
