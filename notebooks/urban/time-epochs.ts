import type { Parameters } from "soundings";
import type { LogMelBatch } from "./recordings.ts";
import type { Version } from "./versions.ts";

/** Epochs that fill the cache and warm the code up; they are not counted. */
const warmUpCount = 2;

/**
 * Median seconds per epoch of each version. All are opened at once and run an epoch each in turn, so that a machine
 * that grows slower does so for all.
 */
export async function timeEpochs(
  versions: readonly Version[],
  parameters: Parameters,
  epochCount: number,
): Promise<number[]> {
  const epochs = warmUpCount + epochCount;
  const runs = versions.map(({ pipeline }) =>
    pipeline.with({ ...parameters, epochs })[Symbol.asyncIterator](),
  );
  const seconds: number[][] = versions.map(() => []);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [index, run] of runs.entries()) {
      const elapsed = await runEpoch(run, Number(parameters.clips));
      if (epoch >= warmUpCount) seconds[index]?.push(elapsed);
    }
  }
  await Promise.all(runs.map((run) => run.return?.()));
  return seconds.map(median);
}

async function runEpoch(run: AsyncIterator<LogMelBatch>, clipCount: number): Promise<number> {
  const started = performance.now();
  for (let count = 0; count < clipCount; ) {
    const { value, done } = await run.next();
    if (done) throw new Error(`fewer than ${clipCount} recordings`);
    count += value.labels.length;
  }
  return (performance.now() - started) / 1000;
}

/** The middle value; the mean of the two middle ones where there is no one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
