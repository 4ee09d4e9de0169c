import type { Container, DecodedAudio } from "../model/audio-clip.ts";
import { messageOf } from "../model/errors.ts";
import { decoderFileOf } from "./formats/block-stream.ts";
import { gathered } from "./formats/gather-blocks.ts";
import { failed, settle } from "./formats/outcome.ts";
import { readAdts } from "./formats/read-adts.ts";
import { readAiff } from "./formats/read-aiff.ts";
import { readAsf } from "./formats/read-asf.ts";
import { readAu } from "./formats/read-au.ts";
import { readCaf } from "./formats/read-caf.ts";
import { readFlac } from "./formats/read-flac.ts";
import { readMp3 } from "./formats/read-mp3.ts";
import { readMp4 } from "./formats/read-mp4.ts";
import { readOgg } from "./formats/read-ogg.ts";
import { readWav } from "./formats/read-wav.ts";
import { readWavpack } from "./formats/read-wavpack.ts";
import { readWebm } from "./formats/read-webm.ts";
import { openBlocks } from "./open-blocks.ts";
import { sniffContainer } from "./sniff-container.ts";
import { threadDecoders } from "./thread-decoders.ts";

const readers: Readonly<Record<Container, (bytes: Uint8Array) => DecodedAudio | Promise<DecodedAudio>>> = {
  wav: readWav,
  rf64: readWav,
  aiff: readAiff,
  au: readAu,
  caf: readCaf,
  flac: readFlac,
  mp3: readMp3,
  ogg: readOgg,
  mp4: readMp4,
  adts: readAdts,
  webm: readWebm,
  asf: readAsf,
  wavpack: readWavpack,
};

/**
 * Decodes a whole file, whatever its name says. Never throws for what is in the bytes: a damaged file gives
 * its good part and the problem, an unreadable one the problem alone.
 */
export async function decodeAudio(bytes: Uint8Array): Promise<DecodedAudio> {
  const sniffed = sniffContainer(bytes);
  if (sniffed.kind === "unknown") return failed("file-unreadable", sniffed.reason);
  try {
    const decoded = decodeByBlocks(bytes);
    if (decoded !== null) return decoded;
    return await readers[sniffed.container](bytes);
  } catch (error) {
    return failed(
      "file-unreadable",
      `the ${sniffed.container} structure cannot be followed: ${messageOf(error)}`,
    );
  }
}

/** What our own decoders make of a file; null where they are not for it. */
function decodeByBlocks(bytes: Uint8Array): DecodedAudio | null {
  const memory = threadDecoders();
  const stream = memory === null ? null : openBlocks(decoderFileOf(memory, bytes));
  if (stream === null) return null;
  const { channels, problem } = gathered(stream.blocks);
  return settle(stream.header, { sampleRateHertz: stream.header.sampleRateHertz, channels }, { problem });
}
