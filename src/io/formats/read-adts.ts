import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { type AdtsFrame, findAdtsFrames } from "./adts-frames.ts";
import { concatenate } from "./bytes.ts";
import type { FrameChain } from "./frame-chain.ts";
import { failed, settle } from "./outcome.ts";
import { decodeByPackage } from "./packaged-decoders.ts";

/** Reads raw AAC in ADTS frames. Such a stream announces no length. */
export async function readAdts(bytes: Uint8Array): Promise<DecodedAudio> {
  const chain = findAdtsFrames(bytes);
  if (chain === null) return failed("file-unreadable", "there are no three ADTS frames in a row");
  const header: AudioHeader = {
    container: "adts",
    codec: "aac",
    sampleRateHertz: chain.frames[0].sampleRateHertz,
    channelCount: chain.frames[0].channelCount,
    bitDepth: null,
    frameCount: null,
  };
  const stream = concatenate(
    chain.frames.map(({ offset, byteCount }) => bytes.subarray(offset, offset + byteCount)),
  );
  const decoded = await decodeByPackage("aac", stream);
  return settle(header, decoded, { problem: damage(chain) ?? decoded.problem });
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
