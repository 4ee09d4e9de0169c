import { parseAddress } from "../model/media-address.ts";
import { mixDown, mixInto } from "../signal/mix-down.ts";
import type { BlockStream } from "./formats/block-stream.ts";
import { holdingMedia } from "./held-cells.ts";
import { openBlocks } from "./open-blocks.ts";
import { openDecoderFile } from "./open-decoder-file.ts";
import { readMedia } from "./read-media.ts";
import { threadDecoders } from "./thread-decoders.ts";

/** The mean of a recording's channels. */
export interface MixedClip {
  /** Valid until the next clip is read; at least one. */
  readonly samples: Float32Array;
  readonly sampleRateHertz: number;
  /** Length of the whole recording, which may be longer than the samples. */
  readonly durationSeconds: number;
}

/** Frames that are read at most: 64 MB of samples. */
const mostFrames = 2 ** 24;
// One room for all clips: a new one for each would keep the collector busy with megabytes.
let room = new Float32Array(2 ** 16);

/**
 * Reads what `path` names again, for what it looks like or to compare it: its first `mostSeconds`, 2^24 frames at most; of formats that are not decoded
 * block by block, and of stretches, what `readMedia` gives. Null when nothing can be read. One at a time.
 */
export function readMix(path: string, mostSeconds = Number.POSITIVE_INFINITY): Promise<MixedClip | null> {
  return holdingMedia(path, () => readHeld(path, mostSeconds));
}

async function readHeld(path: string, mostSeconds: number): Promise<MixedClip | null> {
  const streamed = parseAddress(path).time === null ? readStreamed(path, mostSeconds) : "other";
  if (streamed !== "other") return streamed;
  const { audio } = await readMedia(path);
  if (audio.kind === "failed" || audio.clip.frameCount === 0) return null;
  const { channels, sampleRateHertz } = audio.signal;
  const kept = channels.map((channel) => channel.subarray(0, mostSeconds * sampleRateHertz));
  return { samples: mixDown(kept), sampleRateHertz, durationSeconds: audio.clip.durationSeconds };
}

/** "other" where a decoder of another kind is needed. */
function readStreamed(path: string, mostSeconds: number): MixedClip | null | "other" {
  const memory = threadDecoders();
  if (memory === null) return "other";
  try {
    const file = openDecoderFile(path, memory, false);
    try {
      const stream = openBlocks(file);
      return stream === null ? "other" : mixOf(stream, mostSeconds);
    } finally {
      file.close();
    }
  } catch {
    return null;
  }
}

function mixOf({ header, blocks }: BlockStream, mostSeconds: number): MixedClip | null {
  const { sampleRateHertz, frameCount } = header;
  const limit = Math.min(mostFrames, Math.floor(mostSeconds * sampleRateHertz));
  let count = 0;
  for (const block of blocks) {
    const taken = Math.min(block[0]?.length ?? 0, limit - count);
    makeRoom(count, taken);
    mixInto(room.subarray(count, count + taken), block);
    count += taken;
    if (count === limit) break;
  }
  if (count === 0) return null;
  // Of what was read whole, the length is what there was; of a longer one only its header knows.
  const length = count === limit ? Math.max(count, frameCount ?? 0) : count;
  return { samples: room.subarray(0, count), sampleRateHertz, durationSeconds: length / sampleRateHertz };
}

function makeRoom(used: number, more: number): void {
  if (used + more <= room.length) return;
  const larger = new Float32Array(Math.max(used + more, 2 * room.length));
  larger.set(room.subarray(0, used));
  room = larger;
}
