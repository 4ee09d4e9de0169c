import { createHash } from "node:crypto";
import type { AudioSignal } from "../model/audio-clip.ts";
import { narrowSamples } from "../signal/kernel/decode-narrow.ts";
import type { SampleBlock } from "./formats/block-stream.ts";
import { cutIntoBlocks } from "./formats/gather-blocks.ts";
import { threadDecoders } from "./thread-decoders.ts";

/** The hash of a recording that is still being read. */
export interface SignalHash {
  /** Takes the next block; all are of `framesPerBlock` frames but the last. */
  readonly update: (block: SampleBlock) => void;
  /** SHA-256, hex; once. */
  readonly digest: () => string;
}

/**
 * Begins a hash over the sampling rate, the number of channels and every sample, block by block and within a block channel by
 * channel: equal for equal decoded sound, whatever file it came from. A channel of a block goes in as its length, the bytes per sample, and its samples: as
 * 16-bit integers where all of them are such, for half of the bytes take half of the time, else as 32-bit floats; little-endian.
 */
export function beginSignalHash(sampleRateHertz: number, channelCount: number): SignalHash {
  const hash = createHash("sha256");
  hash.update(Float64Array.of(sampleRateHertz, channelCount));
  return {
    update: (block) => {
      for (const samples of block) {
        const stored = narrowSamples(threadDecoders(), samples) ?? samples;
        hash.update(Uint32Array.of(stored.length, stored.BYTES_PER_ELEMENT));
        hash.update(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength));
      }
    },
    digest: () => hash.digest("hex"),
  };
}

/** The hash of a recording that is in memory as a whole. */
export function hashSignal({ sampleRateHertz, channels }: AudioSignal): string {
  const hash = beginSignalHash(sampleRateHertz, channels.length);
  for (const block of cutIntoBlocks(channels)) hash.update(block);
  return hash.digest();
}
