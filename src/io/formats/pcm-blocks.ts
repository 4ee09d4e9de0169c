import type { AudioHeader, DecodeProblem } from "../../model/audio-clip.ts";
import { framesPerBlock } from "../../signal/kernel/decode-memory.ts";
import { decodePcmBlock, type PcmCoding } from "../../signal/kernel/decode-pcm.ts";
import type { BlockStream, DecoderFile, SampleBlocks } from "./block-stream.ts";
import type { PcmLayout } from "./pcm.ts";

/** Samples that lie in a file as they are. */
export interface PcmPlace {
  readonly header: AudioHeader;
  readonly layout: PcmLayout;
  /** Where they begin in the file, and how many bytes of them it has. */
  readonly offset: number;
  readonly byteCount: number;
  /** What is known to be wrong, such as bytes that are missing. */
  readonly problem: DecodeProblem | null;
}

/** The recording whose samples are at `place`; `isReadable` must say so of its layout. */
export function pcmStream(file: DecoderFile, place: PcmPlace): BlockStream {
  return { header: place.header, blocks: pcmBlocks(file, place) };
}

function* pcmBlocks(file: DecoderFile, { layout, offset, byteCount, problem }: PcmPlace): SampleBlocks {
  const { channelCount, isBigEndian, sampleBytes } = layout;
  const coding = codingOf(layout);
  const frameBytes = sampleBytes * channelCount;
  const whole = Math.floor(byteCount / frameBytes);
  const step = framesPerBlock(channelCount);
  for (let frame = 0; frame < whole; frame += step) {
    const frameCount = Math.min(step, whole - frame);
    const at = file.locate(offset + frame * frameBytes, frameCount * frameBytes);
    yield decodePcmBlock(file.memory, { coding, isBigEndian, channelCount, offset: at, frameCount });
  }
  return problem;
}

function codingOf({ encoding, sampleBytes }: PcmLayout): PcmCoding {
  switch (encoding) {
    case "alaw":
    case "mulaw":
      return encoding;
    case "unsigned":
      return "u8";
    case "float":
      return sampleBytes === 8 ? "f64" : "f32";
    case "signed":
      return `s${8 * sampleBytes}` as PcmCoding;
  }
}
