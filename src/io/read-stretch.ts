import type { AudioClip, DecodedAudio, DecodeProblem } from "../model/audio-clip.ts";
import type { TimeRange } from "../model/media-address.ts";
import type { SampleBlock } from "./formats/block-stream.ts";
import { failed } from "./formats/outcome.ts";

/** Samples of a stretch, and the rate at which they were. */
export interface Stretch {
  readonly sampleRateHertz: number;
  readonly channels: readonly Float32Array[];
}

/** The samples of `time` among `blocks`, which are left as soon as it ends. */
export function takeStretch(
  sampleRateHertz: number,
  blocks: Iterable<SampleBlock>,
  time: TimeRange,
): Stretch {
  const first = Math.round(time.startSeconds * sampleRateHertz);
  const end =
    time.endSeconds === null ? Number.POSITIVE_INFINITY : Math.round(time.endSeconds * sampleRateHertz);
  const pieces: Float32Array[][] = [];
  let frame = 0;
  for (const block of blocks) {
    const length = block[0]?.length ?? 0;
    const [from, to] = [Math.max(0, first - frame), Math.min(length, end - frame)];
    if (from < to) pieces.push(block.map((samples) => samples.slice(from, to)));
    frame += length;
    if (frame >= end) break;
  }
  return { sampleRateHertz, channels: joined(pieces) };
}

function joined(pieces: readonly Float32Array[][]): readonly Float32Array[] {
  return (pieces[0] ?? []).map((_, channel) => {
    const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece[channel]!.length, 0));
    let offset = 0;
    for (const piece of pieces) {
      samples.set(piece[channel]!, offset);
      offset += piece[channel]!.length;
    }
    return samples;
  });
}

/** Shortfall of a stretch that is only rounding, in seconds: times in manifests have two decimals. */
const toleranceSeconds = 0.02;

/** What came of reading `time` of a recording; `found` is what was wrong with the recording itself. */
export function concludeStretch(
  { sampleRateHertz, channels }: Stretch,
  whole: AudioClip,
  { time, found }: { readonly time: TimeRange; readonly found: DecodeProblem | null },
): DecodedAudio {
  const frameCount = channels[0]?.length ?? 0;
  const asked = `the stretch from ${time.startSeconds} s to ${time.endSeconds === null ? "the end" : `${time.endSeconds} s`}`;
  if (frameCount === 0) {
    return failed("file-truncated", `${asked} lies beyond the end of the recording`, whole);
  }
  const durationSeconds = frameCount / sampleRateHertz;
  const clip = { ...whole, sampleRateHertz, frameCount, durationSeconds };
  const signal = { sampleRateHertz, channels };
  const isShort =
    time.endSeconds === null
      ? found !== null
      : durationSeconds < time.endSeconds - time.startSeconds - toleranceSeconds;
  if (!isShort) return { kind: "decoded", clip, signal, problem: null };
  const reason = `${asked} ends after ${durationSeconds.toFixed(3)} s${found === null ? ", where the recording does" : `: ${found.reason}`}`;
  return { kind: "partial", clip, signal, problem: { code: "file-truncated", reason } };
}
