import { threadDecoders } from "../thread-decoders.ts";
import { decoderFileOf } from "./block-stream.ts";
import { gathered } from "./gather-blocks.ts";
import type { PackagedSignal } from "./packaged-decoders.ts";
import { flacStream, readFlac } from "./read-flac.ts";

/** Decodes native FLAC that was inside another container. */
export async function readFlacStream(bytes: Uint8Array): Promise<PackagedSignal> {
  const memory = threadDecoders();
  const stream = memory === null ? null : flacStream(decoderFileOf(memory, bytes));
  if (stream !== null) {
    return { sampleRateHertz: stream.header.sampleRateHertz, ...gathered(stream.blocks) };
  }
  const audio = await readFlac(bytes);
  if (audio.kind === "failed") return { sampleRateHertz: 0, channels: [], problem: audio.problem };
  return { ...audio.signal, problem: audio.problem };
}
