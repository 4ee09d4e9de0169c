import { readClock, readDate } from "../io/clocks.ts";
import { readEnvironment } from "../io/machine.ts";
import { SoundingsError } from "../model/errors.ts";
import {
  type RecordedRound,
  type Recording,
  recordingSchemaVersion,
  toRecorded,
} from "../model/recording.ts";
import { seededRandom } from "../stats/random.ts";
import { type PairedPipelines, pairMeasurer } from "./measure-pair.ts";

/** How unchanged code is recorded. */
export interface RecordPairsOptions {
  readonly pipelines: PairedPipelines;
  readonly roundCount: number;
  /** No further round begins after this time, in seconds. */
  readonly maxSeconds: number;
  readonly seed: number;
  readonly mayInterleave: boolean;
  /** What else the machine has to do. */
  readonly condition: string;
  /** A recording of the same pipeline to go on with; null begins a new one. */
  readonly earlier: Recording | null;
  /** Told after each round; may keep what there is. */
  readonly onRound?: (recording: Recording) => void | Promise<void>;
}

/** Measures a pipeline against itself, round after round, and keeps all that a gate, or another tool's rule, could look at. */
export async function recordPairs(options: RecordPairsOptions): Promise<Recording> {
  const { pipelines, earlier, maxSeconds, roundCount } = options;
  const startedAt = readClock();
  const measurer = pairMeasurer(pipelines, options.mayInterleave);
  const rounds: RecordedRound[] = [...(earlier?.rounds ?? [])];
  const random = seededRandom(options.seed + rounds.length);
  let recording = earlier;
  while (rounds.length < roundCount && readClock() - startedAt < maxSeconds) {
    const round = await measurer.measure(random.next() < 0.5);
    const measuredIds = Object.keys(round.base.secondsPerExample);
    const metricIds = recording?.metricIds ?? measuredIds;
    if (metricIds.join() !== measuredIds.join()) {
      throw new SoundingsError("usage", "the recording to go on with is of a pipeline with other stages", {
        hint: "begin a new one: give another file, or remove the old one",
      });
    }
    rounds.push(toRecorded(round, metricIds));
    recording = {
      schemaVersion: recordingSchemaVersion,
      recordedAt: recording?.recordedAt ?? readDate(),
      condition: options.condition,
      pipeline: recording?.pipeline ?? round.base.pipeline,
      environment: recording?.environment ?? readEnvironment(),
      isInterleaved: measurer.isInterleaved(),
      metricIds,
      rounds,
    };
    await options.onRound?.(recording);
  }
  if (recording === null) throw new RangeError("there was no time for a single round");
  return recording;
}
