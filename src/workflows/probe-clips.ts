import { setImmediate as nextTurn } from "node:timers/promises";
import { holdingMedia } from "../io/held-cells.ts";
import { type ProbedFile, probeHeader } from "../io/probe-header.ts";
import type { MeasuredClip } from "../model/dataset-part.ts";
import type { Example } from "../model/example.ts";
import { inReadingOrder } from "./reading-order.ts";

/** How to read headers. */
export interface ProbeClipsOptions {
  /** Aborted, no further file is opened. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each file. */
  readonly onClip?: (clip: MeasuredClip) => void;
}

/** Files between two looks at what else has happened. */
const filesPerTurn = 256;

/** What the headers of the files tell, in the order of the examples; of those opened before `signal` was aborted. */
export async function probeClips(
  examples: readonly Example[],
  { signal, onClip }: ProbeClipsOptions = {},
): Promise<readonly MeasuredClip[]> {
  const clips = new Map<string, MeasuredClip>();
  for (const [index, { id, path }] of inReadingOrder(examples).entries()) {
    if (index % filesPerTurn === 0) await nextTurn();
    if (signal?.aborted) break;
    const clip = clipOf(id, await holdingMedia(path, () => probeHeader(path)));
    clips.set(id, clip);
    onClip?.(clip);
  }
  return examples.flatMap(({ id }) => clips.get(id) ?? []);
}

/** Length of all files by their headers, in seconds; null when one of them does not tell, or `signal` was aborted. */
export async function probedAudioSeconds(
  examples: readonly Example[],
  signal?: AbortSignal,
): Promise<number | null> {
  let sum: number | null = 0;
  const onClip = ({ measurement: { clip, openHeader } }: MeasuredClip): void => {
    sum = sum === null || openHeader !== undefined ? null : sum + (clip?.durationSeconds ?? 0);
  };
  const clips = await probeClips(examples, { signal, onClip });
  return clips.length < examples.length ? null : sum;
}

function clipOf(exampleId: string, { sizeBytes, header, frameCount, problem }: ProbedFile): MeasuredClip {
  const hasAudio = header !== null && frameCount !== null && frameCount > 0;
  const clip = hasAudio
    ? { ...header, frameCount, durationSeconds: frameCount / header.sampleRateHertz }
    : null;
  const nothingHeard = { pcmSha256: null, fingerprint: null, signal: null, provenance: null };
  const measurement = { exampleId, sizeBytes, ...nothingHeard, clip, problem };
  const isCut = problem?.code === "file-truncated";
  const isOpen = header !== null && frameCount === null && (problem === null || isCut);
  return { measurement: isOpen ? { ...measurement, openHeader: header } : measurement, meyda: null };
}
