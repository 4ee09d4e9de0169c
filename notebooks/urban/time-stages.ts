import type { Flow, Parameters } from "soundings";
import { seededRandom } from "./augmentation.ts";
import type { Clip } from "./recordings.ts";
import { settings } from "./settings.ts";
import { median } from "./time-epochs.ts";
import type { Version } from "./versions.ts";

type StageSpec = Flow<unknown>["stages"][number];

/** Median seconds per clip of each stage, by name. */
export type StageSeconds = ReadonlyMap<string, number>;

/**
 * The stages after the cache, timed with a stopwatch and no pipeline around them: a second opinion on what the
 * profiler and the gate say. Versions take turns.
 */
export async function timeStages(
  versions: readonly Version[],
  parameters: Parameters,
  repeatCount: number,
): Promise<StageSeconds[]> {
  const clips = Array.from({ length: Number(parameters.batch) }, (_, index) => noteLike(index));
  const flows = await Promise.all(versions.map(({ pipeline }) => pipeline.with(parameters).build()));
  const samples = versions.map(() => new Map<string, number[]>());
  // The first turn warms up.
  for (let turn = 0; turn <= repeatCount; turn++) {
    for (const [index, flow] of flows.entries()) {
      for (const [name, seconds] of timeOnce(flow.stages, clips)) {
        const known = samples[index]!.get(name) ?? [];
        samples[index]!.set(name, turn === 0 ? known : [...known, seconds]);
      }
    }
  }
  return samples.map((byName) => new Map([...byName].map(([name, seconds]) => [name, median(seconds)])));
}

function timeOnce(stages: readonly StageSpec[], clips: readonly Clip[]): [string, number][] {
  const afterCache = stages.slice(stages.findIndex((stage) => stage.kind === "repeat") + 1);
  let values: readonly unknown[] = clips;
  return afterCache.map((stage) => {
    const started = performance.now();
    values = runStage(stage, values);
    return [stage.name, (performance.now() - started) / 1000 / clips.length];
  });
}

function runStage(stage: StageSpec, values: readonly unknown[]): readonly unknown[] {
  switch (stage.kind) {
    case "batch":
      return [stage.collate === null ? values : stage.collate(values as never)];
    case "map":
      return values.map((value, index) => stage.fn(value as never, index));
    case "consume":
      for (const [index, value] of values.entries()) stage.fn(value as never, index);
      return values;
    default:
      throw new Error(`a ${stage.kind} stage is not timed here`);
  }
}

/** A decaying tone over a little noise. */
function noteLike(index: number): Clip {
  const random = seededRandom(index);
  const hertz = 110 * 2 ** (index / 6);
  const samples = Float32Array.from({ length: settings.clipLength }, (_, n) => {
    const time = n / settings.sampleRateHertz;
    return 0.5 * Math.exp(-2 * time) * Math.sin(2 * Math.PI * hertz * time) + 0.01 * (random() - 0.5);
  });
  return { samples, label: `${index % 12}`, durationSeconds: 1 };
}
