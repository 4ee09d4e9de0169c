import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { type AdtsFrame, findAdtsFrames } from "./adts-frames.ts";
import { concatenate } from "./bytes.ts";
import { afterId3, type FrameChain } from "./frame-chain.ts";
import { type HeaderWindow, type ProbedHeader, unprobed } from "./header-window.ts";
import { failed, settle } from "./outcome.ts";
import { decodeByPackage } from "./packaged-decoders.ts";

/** Reads raw AAC in ADTS frames. Such a stream announces no length. */
export async function readAdts(bytes: Uint8Array): Promise<DecodedAudio> {
  const chain = findAdtsFrames(bytes);
  if (chain === null) return failed("file-unreadable", noFrames);
  const header = headerOf(chain);
  const stream = concatenate(
    chain.frames.map(({ offset, byteCount }) => bytes.subarray(offset, offset + byteCount)),
  );
  const decoded = await decodeByPackage("aac", stream);
  return settle(header, decoded, { problem: damage(chain) ?? decoded.problem });
}

const noFrames = "there are no three ADTS frames in a row";
/** Bytes after the tags that are looked at: three frames of the largest size. */
const probedBytes = 32_768;

/** What the first frames of an ADTS stream tell: not its length. */
export function probeAdts({ head, read }: HeaderWindow): ProbedHeader {
  const chain = findAdtsFrames(read(afterId3(head), probedBytes));
  if (chain === null) return unprobed("file-unreadable", noFrames);
  return { header: headerOf(chain), frameCount: null, problem: null };
}

function headerOf({ frames: [first] }: FrameChain<AdtsFrame>): AudioHeader {
  return {
    container: "adts",
    codec: "aac",
    sampleRateHertz: first.sampleRateHertz,
    channelCount: first.channelCount,
    bitDepth: null,
    frameCount: null,
  };
}

function damage({ strayBytes, strayOffset, missingBytes }: FrameChain<AdtsFrame>): DecodeProblem | null {
  if (strayBytes > 0) {
    const reason = `${strayBytes} bytes from offset ${strayOffset} are no AAC frames, between frames that are`;
    return { code: "file-corrupt", reason };
  }
  if (missingBytes === 0) return null;
  return {
    code: "file-truncated",
    reason: `the last AAC frame is cut: ${missingBytes} bytes of it are missing`,
  };
}
