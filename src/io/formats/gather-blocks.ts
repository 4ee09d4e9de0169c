import type { DecodeProblem } from "../../model/audio-clip.ts";
import { framesPerBlock } from "../../signal/kernel/decode-memory.ts";
import type { SampleBlock, SampleBlocks } from "./block-stream.ts";

/** All samples of `blocks` in arrays of their own, and what was wrong. */
export function gathered(blocks: SampleBlocks): {
  readonly channels: Float32Array[];
  readonly problem: DecodeProblem | null;
} {
  const parts: SampleBlock[] = [];
  for (;;) {
    const { done, value } = blocks.next();
    if (done) return { channels: joined(parts), problem: value };
    parts.push(value.map((samples) => samples.slice()));
  }
}

function joined(parts: readonly SampleBlock[]): Float32Array[] {
  const [first, second] = parts;
  if (first === undefined) return [];
  if (second === undefined) return [...first];
  return first.map((_, channel) => {
    const pieces = parts.map((part) => part[channel]!);
    const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let offset = 0;
    for (const piece of pieces) {
      samples.set(piece, offset);
      offset += piece.length;
    }
    return samples;
  });
}

/** Samples in blocks such as the decoders give: views of `channels`. */
export function* cutIntoBlocks(channels: readonly Float32Array[]): Generator<SampleBlock, void, void> {
  const frameCount = channels[0]?.length ?? 0;
  const step = framesPerBlock(channels.length);
  for (let frame = 0; frame < frameCount; frame += step) {
    yield channels.map((samples) => samples.subarray(frame, frame + step));
  }
}
