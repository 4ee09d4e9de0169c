import type { AudioClip, AudioHeader, DecodedAudio, DecodeProblem } from "../model/audio-clip.ts";
import { messageOf } from "../model/errors.ts";
import { addressText, parseAddress, type TimeRange } from "../model/media-address.ts";
import { decodeAudio } from "./decode-audio.ts";
import type { BlockStream, SampleBlock } from "./formats/block-stream.ts";
import { cutIntoBlocks } from "./formats/gather-blocks.ts";
import { conclude, failed } from "./formats/outcome.ts";
import { tagFile } from "./hash-file.ts";
import { holdingMedia } from "./held-cells.ts";
import { openBlocks } from "./open-blocks.ts";
import { type OpenDecoderFile, openDecoderFile } from "./open-decoder-file.ts";
import { probeHeader } from "./probe-header.ts";
import { readBeginning } from "./read-beginning.ts";
import { concludeStretch, takeStretch } from "./read-stretch.ts";
import { threadDecoders } from "./thread-decoders.ts";

/** What is known of a recording before its first sample. */
export interface ClipFormat {
  readonly sampleRateHertz: number;
  readonly channelCount: number;
  /** Bits of a stored sample for PCM and lossless codecs; null for lossy ones. */
  readonly bitDepth: number | null;
}

/**
 * What is done with the samples of a recording, within one turn of the event loop. The blocks are of `framesPerBlock` frames each but the
 * last, of which there is at least one; a block is valid until the next, and no other file is read meanwhile.
 */
export type UseOfClip<Result> = (format: ClipFormat, blocks: Iterable<SampleBlock>) => Result;

/** How to read a file. */
export interface ReadClipOptions {
  /** Whether to tag the bytes of the file. */
  readonly withContentTag: boolean;
}

/** What came of reading one file. */
export interface ReadClip<Result> {
  /** Size of the file, of a stretch its share by length; 0 when it could not be opened. */
  readonly sizeBytes: number;
  /** The tag of the bytes of the file; null when not asked for or not readable. */
  readonly contentTag: string | null;
  /** Null when nothing could be read. */
  readonly clip: AudioClip | null;
  /** Why the file gave less than it promises; null when it is whole. */
  readonly problem: DecodeProblem | null;
  /** Length of what was decoded, in seconds, of a recording too long to be decoded whole; else null. */
  readonly beginningSeconds: number | null;
  /** What was made of the samples; null when there are none. */
  readonly result: Result | null;
}

/**
 * Reads and decodes the file at `path` (or what an address names) block by block: PCM and FLAC of any length, other formats as `readBeginning` does. Never throws for
 * what is in the file.
 */
export function readClip<Result>(
  path: string,
  options: ReadClipOptions,
  use: UseOfClip<Result>,
): Promise<ReadClip<Result>> {
  return holdingMedia(path, () => readHeld(path, options, use));
}

async function readHeld<Result>(
  path: string,
  options: ReadClipOptions,
  use: UseOfClip<Result>,
): Promise<ReadClip<Result>> {
  const { time, ...whole } = parseAddress(path);
  if (time !== null) return readStretchOf(addressText({ ...whole, time: null }), { ...options, time }, use);
  const memory = threadDecoders();
  if (memory === null) return readWhole(path, options, use);
  let file: OpenDecoderFile;
  try {
    file = openDecoderFile(path, memory, options.withContentTag);
  } catch (error) {
    return unread(0, failed("file-unreadable", `the file cannot be opened: ${messageOf(error)}`));
  }
  try {
    const stream = openBlocks(file);
    if (stream !== null) return useStream(file, stream, use);
    if (file.bytes === null) return readWhole(path, options, use);
    // Packages are waited for, and the next file may take the place of this one meanwhile.
    const bytes = file.bytes.slice();
    const contentTag = file.contentTag();
    const audio = await decodeAudio(bytes);
    return useWhole({ sizeBytes: bytes.length, contentTag, beginningSeconds: null, audio }, use);
  } catch (error) {
    return unread(file.sizeBytes, failed("file-unreadable", `the file cannot be read: ${messageOf(error)}`));
  } finally {
    file.close();
  }
}

/** The stretch `time` of a recording, as if it were a file of its own. */
async function readStretchOf<Result>(
  path: string,
  options: ReadClipOptions & { readonly time: TimeRange },
  use: UseOfClip<Result>,
): Promise<ReadClip<Result>> {
  const { time } = options;
  const read = await readClip(path, options, ({ sampleRateHertz }, blocks) =>
    takeStretch(sampleRateHertz, blocks, time),
  );
  const { sizeBytes, contentTag, clip, problem, result } = read;
  if (clip === null || result === null) return { ...read, result: null };
  const audio = concludeStretch(result, clip, { time, found: problem });
  const share = (result.channels[0]?.length ?? 0) / (probeHeader(path).frameCount ?? clip.frameCount);
  return useWhole(
    { sizeBytes: Math.round(sizeBytes * Math.min(1, share)), contentTag, beginningSeconds: null, audio },
    use,
  );
}

function useStream<Result>(
  file: OpenDecoderFile,
  { header, blocks }: BlockStream,
  use: UseOfClip<Result>,
): ReadClip<Result> {
  let frameCount = 0;
  let next = blocks.next();
  const counted = function* (): Generator<SampleBlock, void, void> {
    for (; !next.done; next = blocks.next()) {
      frameCount += next.value[0]?.length ?? 0;
      yield next.value;
    }
  };
  const result = next.done ? null : use(header, counted());
  const contentTag = file.contentTag();
  const problem = next.done ? next.value : null;
  const { sampleRateHertz, channelCount } = header;
  const outcome = conclude(header, { sampleRateHertz, channelCount, frameCount }, { problem });
  return { sizeBytes: file.sizeBytes, contentTag, ...outcome, beginningSeconds: null, result };
}

/** A file that has been decoded into arrays of its own. */
interface WholeFile {
  readonly sizeBytes: number;
  readonly contentTag: string | null;
  readonly beginningSeconds: number | null;
  readonly audio: DecodedAudio;
}

/** Where there are no decoders of our own for a file, and it is large or they do not run on this machine. */
async function readWhole<Result>(
  path: string,
  { withContentTag }: ReadClipOptions,
  use: UseOfClip<Result>,
): Promise<ReadClip<Result>> {
  // Tagged first: of a file that changes in between, the tag never vouches for the samples.
  const contentTag = withContentTag ? tagFile(path) : null;
  return useWhole({ contentTag, ...(await readBeginning(path)) }, use);
}

function useWhole<Result>(
  { sizeBytes, contentTag, beginningSeconds, audio }: WholeFile,
  use: UseOfClip<Result>,
): ReadClip<Result> {
  if (audio.kind === "failed") return { ...unread(sizeBytes, audio), contentTag };
  const { clip, signal, problem } = audio;
  const result = use(
    { ...formatOf(clip), sampleRateHertz: signal.sampleRateHertz },
    cutIntoBlocks(signal.channels),
  );
  return { sizeBytes, contentTag, clip, problem, beginningSeconds, result };
}

function formatOf({ sampleRateHertz, channelCount, bitDepth }: AudioHeader): ClipFormat {
  return { sampleRateHertz, channelCount, bitDepth };
}

function unread(sizeBytes: number, { problem }: DecodedAudio): ReadClip<never> {
  const nothing = { contentTag: null, clip: null, beginningSeconds: null, result: null } as const;
  return { sizeBytes, ...nothing, problem };
}
