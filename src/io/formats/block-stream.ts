import type { AudioHeader, DecodeProblem } from "../../model/audio-clip.ts";
import type { DecoderMemory } from "../../signal/kernel/decode-memory.ts";
import type { HeaderWindow } from "./header-window.ts";

/** Samples of some frames: one array per channel, all of one length; valid until the next block is asked for. */
export type SampleBlock = readonly Float32Array[];

/** Blocks in their order, all of one length but the last; in the end what was wrong with the file, or null. */
export type SampleBlocks = Generator<SampleBlock, DecodeProblem | null, void>;

/** A file that the decoders read piece by piece. */
export interface DecoderFile extends HeaderWindow {
  readonly memory: DecoderMemory;
  /**
   * Brings bytes of the file into the decoders' input, as many as it holds at most, and tells where they begin there.
   * @throws RangeError when the file does not have them
   */
  readonly locate: (offset: number, byteCount: number) => number;
}

/** A recording that can be decoded block by block. */
export interface BlockStream {
  readonly header: AudioHeader;
  readonly blocks: SampleBlocks;
}

/** A file that is in memory as a whole. */
export function decoderFileOf(memory: DecoderMemory, bytes: Uint8Array): DecoderFile {
  return {
    memory,
    sizeBytes: bytes.length,
    head: bytes,
    read: (offset, byteCount) => bytes.subarray(offset, offset + byteCount),
    locate: (offset, byteCount) => {
      memory.input.set(bytes.subarray(offset, offset + byteCount));
      return 0;
    },
  };
}
