import type { AudioSignal, DecodeProblem } from "../../model/audio-clip.ts";
import { messageOf } from "../../model/errors.ts";
import { joinSignals } from "./join-signals.ts";
import { withoutPrinting } from "./without-printing.ts";

/** What the decoders of the `@audio/decode-*` packages give. */
interface PackagedAudio {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
  /** Packets that could not be decoded: their number, or one entry each. */
  readonly errors?: number | readonly { readonly message: string }[];
}

interface PackagedDecoder {
  decode(bytes: Uint8Array): PackagedAudio;
  flush?(): PackagedAudio;
  free(): void;
}

interface DecoderPackage {
  readonly decoder: () => PackagedDecoder | Promise<PackagedDecoder>;
}

/** Loaded on first use: a run over WAV files never pays for the others. */
const packages = {
  aac: () => import("@audio/decode-aac"),
  flac: () => import("@audio/decode-flac"),
  mp3: () => import("@audio/decode-mp3"),
  opus: () => import("@audio/decode-opus"),
  vorbis: () => import("@audio/decode-vorbis"),
  wav: () => import("@audio/decode-wav"),
  wavpack: () => import("@audio/decode-wavpack"),
  webm: () => import("@audio/decode-webm"),
  wma: () => import("@audio/decode-wma"),
} satisfies Record<string, () => Promise<DecoderPackage>>;

/** Formats that a package decodes. */
export type PackagedFormat = keyof typeof packages;

/** Samples from a packaged decoder, and the first trouble it met. */
export interface PackagedSignal extends AudioSignal {
  readonly problem: DecodeProblem | null;
}

/**
 * Decodes a whole file, given as one or as consecutive pieces. Whatever the package throws, returns as an error
 * or prints becomes `problem`; what came of the pieces before is kept.
 */
export async function decodeByPackage(
  format: PackagedFormat,
  ...pieces: readonly Uint8Array[]
): Promise<PackagedSignal> {
  const parts: PackagedAudio[] = [];
  let thrown: string | null = null;
  const decoderPackage: DecoderPackage = await packages[format]();
  const decoder = await decoderPackage.decoder();
  try {
    withoutPrinting(() => {
      for (const piece of pieces) parts.push(decoder.decode(piece));
      if (decoder.flush !== undefined) parts.push(decoder.flush());
    });
  } catch (error) {
    thrown = messageOf(error);
  }
  release(decoder);
  return joined(parts, thrown);
}

function release(decoder: PackagedDecoder): void {
  try {
    decoder.free();
  } catch {
    // A decoder that has crashed may be unable to free itself; its memory goes with it.
  }
}

function joined(parts: readonly PackagedAudio[], thrown: string | null): PackagedSignal {
  const signals = parts.map(({ sampleRate, channelData }) => ({
    sampleRateHertz: sampleRate,
    channels: channelData,
  }));
  const reason = thrown ?? firstError(parts);
  const problem =
    reason === null ? null : ({ code: "file-corrupt", reason: `the decoder says: ${reason}` } as const);
  return { ...joinSignals(signals), problem };
}

function firstError(parts: readonly PackagedAudio[]): string | null {
  for (const { errors } of parts) {
    // The AAC decoder counts the first packet, which only primes it, as one it could not decode.
    if (typeof errors === "number" && errors > 1) return `${errors} packets could not be decoded`;
    if (typeof errors === "object" && errors[0] !== undefined) return errors[0].message;
  }
  return null;
}
