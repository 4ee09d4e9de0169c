import { setImmediate as nextTurn } from "node:timers/promises";
import { collectGarbage } from "../io/collect-garbage.ts";
import { mostDecodingSeconds } from "../io/decoding-limit.ts";
import { estimateSeconds } from "../io/estimate-work.ts";
import { holdingMedia } from "../io/held-cells.ts";
import { mapInThreads, siblingModule } from "../io/thread-pool.ts";
import { type ClipRecord, readRecord, writeRecord } from "../model/clip-record.ts";
import type { MeasuredClip } from "../model/dataset-part.ts";
import type { Example } from "../model/example.ts";
import type { NumberRows } from "../model/number-rows.ts";
import { type ClipPack, packClips } from "../model/packed-clips.ts";
import type { ClipJournal } from "./clip-journal.ts";
import { crashedClip } from "./measure-clip.ts";
import { type MeasureTask, measureTask, pathBeforeId } from "./measure-task.ts";
import { inReadingOrder } from "./reading-order.ts";

/** How to measure the files of a dataset. */
export interface MeasureClipsOptions {
  /** Threads at most, at least 1. */
  readonly workerCount: number;
  readonly withMeyda: boolean;
  /** Whether the recordings are speech; false where left out. */
  readonly isSpeech?: boolean | undefined;
  /** Where the spectra of the clips are kept until the end; in memory where left out. */
  readonly spectra?: NumberRows | undefined;
  /** Remembers each clip, and knows those of an earlier run. */
  readonly journal?: ClipJournal | undefined;
  /** Aborted, no further file is begun. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each file. */
  readonly onClip?: (clip: MeasuredClip) => void;
}

/** Seconds of work per thread, about, below which another thread costs more than it brings: it loads and compiles anew, for half of this. */
const secondsPerThread = 0.5;
/**
 * Files whose list leaves megabytes behind: these are collected before threads begin, and again after as many files what results came in. V8 would let tens of
 * megabytes of that lie.
 */
const filesPerCollection = 10_000;
/** Files between two looks at what else has happened. */
const filesPerTurn = 16;

/**
 * Measures all files, in threads where that pays. In the order of the examples, whatever the number of threads and whatever an
 * earlier run had done; without those that were not begun when `signal` was aborted.
 */
export async function measureClips(
  examples: readonly Example[],
  options: MeasureClipsOptions,
): Promise<readonly MeasuredClip[]> {
  const { journal, onClip } = options;
  const pack = packClips(options.spectra);
  const known = await knownClips(examples, pack, options);
  const unknown = known.size === 0 ? examples : examples.filter(({ id }) => !known.has(id));
  const inTurn = inReadingOrder(unknown);
  const take: TakeRecord = (record, exampleId, bytes) => {
    if (bytes !== null) journal?.add(record, bytes);
    const clip = pack.keepRecord(record, exampleId);
    onClip?.(clip);
    return clip;
  };
  const measured = await measureAll(inTurn, take, options);
  if (inTurn === examples) return measured;
  for (const clip of measured) known.set(clip.measurement.exampleId, clip);
  return examples.flatMap(({ id }) => known.get(id) ?? []);
}

/** The clips that an earlier run measured, of files that are still the same. */
async function knownClips(
  examples: readonly Example[],
  pack: ClipPack,
  { journal, signal, onClip }: MeasureClipsOptions,
): Promise<Map<string, MeasuredClip>> {
  const known = new Map<string, MeasuredClip>();
  for (const [index, example] of inReadingOrder(examples).entries()) {
    if (journal === undefined || signal?.aborted) break;
    if (!journal.knows(example)) continue;
    const record = await holdingMedia(example.path, () => journal.find(example));
    if (record === null) continue;
    const clip = pack.keepRecord(record, example.id);
    known.set(example.id, clip);
    onClip?.(clip);
    if (index % filesPerTurn === 0) await nextTurn();
  }
  return known;
}

/** Remembers what an example gave, and the bytes that say it; null for a file whose decoder brought its thread down: it is tried again. */
type TakeRecord = (record: ClipRecord, exampleId: string, bytes: Uint8Array | null) => MeasuredClip;

/** What of a task is of its example alone. */
type ExampleTask = Pick<MeasureTask, "exampleId" | "path">;

async function measureAll(
  examples: readonly Example[],
  take: TakeRecord,
  options: MeasureClipsOptions,
): Promise<readonly MeasuredClip[]> {
  const { workerCount, signal, withMeyda, isSpeech = false, journal } = options;
  const enough = workerCount * secondsPerThread;
  const seconds = estimateSeconds(
    examples.map(({ path }) => path),
    enough,
  );
  const threadCount = Math.min(workerCount, Math.round(seconds / secondsPerThread));
  const pathBefore = examples[0] === undefined ? "" : pathBeforeId(examples[0]);
  const common = { withMeyda, isSpeech, pathBefore, withContentTag: journal !== undefined };
  const taskOf = ({ id, path }: Example): ExampleTask =>
    path === pathBefore + id ? { exampleId: id } : { exampleId: id, path };
  if (threadCount > 1) {
    let keptCount = 0;
    if (examples.length >= filesPerCollection) collectGarbage();
    return mapInThreads<Example, ClipRecord, MeasuredClip>({
      module: siblingModule(import.meta.url, "measure-clip-thread"),
      items: examples,
      taskOf,
      common,
      threadCount,
      onCrash: (example, reason) => ({
        contentTag: null,
        content: { kind: "plain", clip: crashedClip({ exampleId: example.id }, reason) },
      }),
      decode: readRecord,
      keep: (record, { id }, bytes) => {
        if (++keptCount % filesPerCollection === 0) collectGarbage();
        return take(record, id, bytes);
      },
      limitSeconds: ({ path }) => mostDecodingSeconds(path),
      signal,
    });
  }
  const measured: MeasuredClip[] = [];
  for (const [index, example] of examples.entries()) {
    if (index % filesPerTurn === 0) await nextTurn();
    if (signal?.aborted) break;
    const { clip, contentTag } = await measureTask({ ...common, ...taskOf(example) });
    const bytes = writeRecord(clip, contentTag, (byteCount) => new Uint8Array(byteCount));
    measured.push(take(readRecord(bytes), example.id, bytes));
  }
  return measured;
}
