import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { hasText, viewOf } from "./bytes.ts";
import { evenScale } from "./even-scale.ts";
import { type HeaderWindow, type ProbedHeader, unprobed } from "./header-window.ts";
import { failed, implausible, settle } from "./outcome.ts";
import { decodeByPackage } from "./packaged-decoders.ts";

const sampleRates = [
  6_000, 8_000, 9_600, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000,
  192_000,
];
const headBytes = 32;
const flag = { mono: 4, hybrid: 8, float: 0x80, finalBlock: 0x1000 } as const;

/** Reads WavPack 4 and 5, lossless and hybrid. */
export async function readWavpack(bytes: Uint8Array): Promise<DecodedAudio> {
  if (bytes.length < headBytes)
    return failed("file-unreadable", `the file ends inside its header of ${headBytes} bytes`);
  const announced = headerOf(bytes);
  const blocks = blocksOf(bytes);
  const decoded = await decodeByPackage("wavpack", ...blocks);
  // Channels beyond the first block and rates outside the table are known to the decoder only.
  const header = {
    ...announced,
    sampleRateHertz: announced.sampleRateHertz || decoded.sampleRateHertz,
    channelCount: decoded.channels.length || announced.channelCount,
  };
  const invalid = implausible(header);
  if (invalid !== null) return failed("file-corrupt", decoded.problem?.reason ?? invalid.reason, header);
  const bits = header.bitDepth;
  const isInteger = (viewOf(bytes).getUint32(24, true) & flag.float) === 0;
  const channels =
    isInteger && bits !== null
      ? decoded.channels.map((samples) => evenScale(samples, bits, "positive"))
      : decoded.channels;
  return settle(header, { ...decoded, channels }, { problem: cutBlock(blocks) ?? decoded.problem });
}

/** What the first block of a WavPack file tells; its channels only where one block holds them all. */
export function probeWavpack({ head }: HeaderWindow): ProbedHeader {
  if (head.length < headBytes) {
    return unprobed("file-unreadable", `the file ends inside its header of ${headBytes} bytes`);
  }
  const header = headerOf(head);
  const isTold = header.sampleRateHertz > 0 && (viewOf(head).getUint32(24, true) & flag.finalBlock) !== 0;
  return { header, frameCount: isTold ? header.frameCount : null, problem: null };
}

function headerOf(bytes: Uint8Array): AudioHeader {
  const view = viewOf(bytes);
  const flags = view.getUint32(24, true);
  const frameCount = view.getUint32(12, true);
  const storedBits = 8 * ((flags & 3) + 1);
  return {
    container: "wavpack",
    codec: "wavpack",
    sampleRateHertz: sampleRates[(flags >> 23) & 15] ?? 0,
    channelCount: flags & flag.mono ? 1 : 2,
    bitDepth: flags & flag.hybrid ? null : storedBits - ((flags >> 13) & 31),
    frameCount: frameCount === 0xffffffff ? null : frameCount + view.getUint8(11) * 2 ** 32,
  };
}

/** The blocks one after another; the last one may be cut. */
function blocksOf(bytes: Uint8Array): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at + 8 <= bytes.length && hasText(bytes, at, "wvpk"); ) {
    const block = bytes.subarray(at, at + blockBytes(bytes.subarray(at)));
    blocks.push(block);
    at += block.length;
  }
  return blocks;
}

function blockBytes(block: Uint8Array): number {
  return 8 + viewOf(block).getUint32(4, true);
}

function cutBlock(blocks: readonly Uint8Array[]): DecodeProblem | null {
  const last = blocks.at(-1);
  const missingBytes = last === undefined ? 0 : blockBytes(last) - last.length;
  if (missingBytes <= 0) return null;
  return {
    code: "file-truncated",
    reason: `the file ends inside a WavPack block: ${missingBytes} bytes are missing`,
  };
}
