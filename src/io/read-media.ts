import type { DecodedAudio } from "../model/audio-clip.ts";
import { parseAddress } from "../model/media-address.ts";
import { type AudioBeginning, readBeginning } from "./read-beginning.ts";
import { readClip } from "./read-clip.ts";
import { takeStretch } from "./read-stretch.ts";

/** Longest stretch that is held at once, in seconds: what anything that looks at a clip again needs of it. */
const mostSeconds = 600;

/**
 * Reads and decodes what an address names in bounded memory: a file or a part of one as `readBeginning` does, of a stretch of a
 * recording the first ten minutes at most. Never throws.
 */
export async function readMedia(text: string): Promise<AudioBeginning> {
  const { time } = parseAddress(text);
  if (time === null) return readBeginning(text);
  const held = await readClip(text, { withContentTag: false }, ({ sampleRateHertz }, blocks) =>
    takeStretch(sampleRateHertz, blocks, { startSeconds: 0, endSeconds: mostSeconds }),
  );
  const { sizeBytes, clip, problem, result, beginningSeconds } = held;
  if (clip === null || result === null) {
    const nothing = { code: "file-empty", reason: "the stretch holds no frame" } as const;
    return {
      sizeBytes,
      audio: { kind: "failed", header: clip, problem: problem ?? nothing },
      beginningSeconds,
    };
  }
  const audio: DecodedAudio =
    problem === null
      ? { kind: "decoded", clip, signal: result, problem }
      : { kind: "partial", clip, signal: result, problem };
  return { sizeBytes, audio, beginningSeconds };
}
