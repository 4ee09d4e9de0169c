import { holdingMedia } from "../io/held-cells.ts";
import { readDataUrl } from "../io/read-data-url.ts";
import { readMix } from "../io/read-mix.ts";
import { threadDecoders } from "../io/thread-decoders.ts";
import type {
  AudioChoice,
  ClipMedia,
  ClipThumbnail,
  Illustrations,
  WorstClips,
} from "../model/clip-evidence.ts";
import { clipThumbnail } from "../signal/clip-thumbnail.ts";
import { fastSpectrogram } from "../signal/kernel/fast-spectrogram.ts";
import { clipLink } from "./clip-link.ts";
import { idsInTurns } from "./ids-in-turns.ts";

/** Where a page is, and how it lets people hear clips. */
export interface IllustrateOptions {
  /** Folder of the page. */
  readonly folder: string;
  readonly audio: AudioChoice;
}

/** Clips that a page illustrates at most: they bound its size, and what is read again. */
const clipCap = 60;
/** Bytes of sound that a page holds at most. */
const embeddedBytesCap = 24 * 2 ** 20;

/** Reads the worst clips again, for what they look and sound like: the worst of each kind of finding first. */
export async function illustrateClips(
  kinds: readonly WorstClips[],
  paths: ReadonlyMap<string, string>,
  { folder, audio }: IllustrateOptions,
): Promise<Illustrations> {
  const media = new Map<string, ClipMedia>();
  let [bytesLeft, silencedCount] = [embeddedBytesCap, 0];
  for (const id of idsInTurns(kinds).slice(0, clipCap)) {
    const path = paths.get(id);
    if (path === undefined) continue;
    const thumbnail = await thumbnailOf(path);
    let audioUrl = audio === "link" && thumbnail !== null ? clipLink(path, folder) : null;
    if (audio === "embed" && thumbnail !== null) {
      const room = bytesLeft;
      audioUrl = await holdingMedia(path, () => readDataUrl(path, room));
      bytesLeft -= audioUrl?.length ?? 0;
      silencedCount += audioUrl === null ? 1 : 0;
    }
    media.set(id, { thumbnail, audioUrl });
  }
  return { audio, media, silencedCount };
}

async function thumbnailOf(path: string): Promise<ClipThumbnail | null> {
  const clip = await readMix(path);
  if (clip === null) return null;
  const { samples, durationSeconds, sampleRateHertz } = clip;
  const thumbnail = clipThumbnail(samples, fastSpectrogram(threadDecoders()));
  return { ...thumbnail, durationSeconds, nyquistHertz: sampleRateHertz / 2 };
}
