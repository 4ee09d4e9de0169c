import { pipelineMetricId, stageMetricId } from "../model/round.ts";
import { examplesIn } from "./demands.ts";
import { type RunRecord, type Window, windowBetween } from "./run-record.ts";

/** Stages that only pass elements on: their work is the runtime's, too small to gate. */
const passiveKinds = new Set(["prefetch", "repeat", "cache", "unbatch", "shuffle"]);

/**
 * Seconds per example of each stage, and of the whole pipeline, from passes over the same examples.
 *
 * A synchronous stage's value is the sum, over its calls, of the fastest pass of each call: a call that another process
 * disturbed in one pass was not disturbed in all of them. The pipeline's value sums the fastest pass of each output. An
 * asynchronous stage's value is its main-thread work, or the time its calls held their slots without waiting for the event
 * loop, whichever is larger; of the fastest call of each example where calls follow examples, else of the fastest pass.
 */
export function roundValues(passes: readonly RunRecord[]): Readonly<Record<string, number>> {
  const [first] = passes;
  if (first === undefined) return {};
  const windows = passes.map(wholeWindow);
  const exampleCount = Math.max(1, examplesIn(windows[0]!, first.stages));
  const values: Record<string, number> = {};
  first.stages.forEach((stage, index) => {
    if (passiveKinds.has(stage.kind)) return;
    const seconds = stage.isAsynchronous
      ? fastestAsynchronous(passes, windows, index)
      : sumOfFastest(passes.map((pass) => callSeconds(pass, index)));
    if (seconds > 0) values[stageMetricId(stage.name)] = seconds / exampleCount;
  });
  values[pipelineMetricId] = sumOfFastest(passes.map(outputSeconds)) / exampleCount;
  return values;
}

/**
 * Wall seconds per example of each stage and of the whole pipeline in one pass, by a plain stopwatch around the calls.
 * @param wallSecondsBetween wall time between two readings of the clock that the pass was recorded with
 */
export function stopwatchValues(
  pass: RunRecord,
  wallSecondsBetween: (start: number, end: number) => number,
): Readonly<Record<string, number>> {
  const window = wholeWindow(pass);
  const exampleCount = Math.max(1, examplesIn(window, pass.stages));
  const values: Record<string, number> = {};
  pass.stages.forEach((stage, index) => {
    if (passiveKinds.has(stage.kind)) return;
    const slices = pass.slices.filter(({ stageIndex }) => stageIndex === index);
    const seconds = stage.isAsynchronous
      ? asynchronousSeconds(window, index)
      : slices.reduce(
          (sum, { startSeconds, endSeconds }) => sum + wallSecondsBetween(startSeconds, endSeconds),
          0,
        );
    if (seconds > 0) values[stageMetricId(stage.name)] = seconds / exampleCount;
  });
  const [first, last] = [pass.snapshots[0]!, pass.snapshots.at(-1)!];
  values[pipelineMetricId] = wallSecondsBetween(first.timeSeconds, last.timeSeconds) / exampleCount;
  return values;
}

/** Examples of one pass. */
export function passExampleCount(pass: RunRecord): number {
  return examplesIn(wholeWindow(pass), pass.stages);
}

function wholeWindow(record: RunRecord): Window {
  return windowBetween(record.snapshots[0]!, record.snapshots.at(-1)!);
}

function callSeconds(record: RunRecord, stageIndex: number): readonly number[] {
  return record.slices
    .filter((slice) => slice.stageIndex === stageIndex)
    .map(({ startSeconds, endSeconds }) => endSeconds - startSeconds);
}

function outputSeconds({ snapshots }: RunRecord): readonly number[] {
  return snapshots.slice(1).map((snapshot, index) => snapshot.timeSeconds - snapshots[index]!.timeSeconds);
}

function asynchronousSeconds(window: Window, stageIndex: number): number {
  const { busySeconds, holdSeconds, loopWaitSeconds } = window.stages[stageIndex]!;
  return Math.max(busySeconds, holdSeconds - loopWaitSeconds);
}

/**
 * An asynchronous stage's own time: its main-thread work in the fastest pass, or the sum over examples of the fastest service of each
 * where calls follow examples one to one, whichever is larger.
 */
function fastestAsynchronous(
  passes: readonly RunRecord[],
  windows: readonly Window[],
  index: number,
): number {
  const services = passes.map((pass) => servicesByExample(pass, index));
  const whole = Math.min(...windows.map((window) => asynchronousSeconds(window, index)));
  if (services.some((service) => service === null || service.length === 0)) return whole;
  const busy = Math.min(...windows.map(({ stages }) => stages[index]!.busySeconds));
  return Math.min(whole, Math.max(busy, sumOfFastest(services as readonly (readonly number[])[])));
}

/** Service time of a stage's calls in the order of the examples; null where calls do not follow examples. */
function servicesByExample({ stages }: RunRecord, index: number): readonly number[] | null {
  const times = stages[index]?.examples;
  if (times === undefined) return null;
  return times.indices
    .map((example, at) => ({ example, seconds: times.serviceSeconds[at]! }))
    .sort((a, b) => a.example - b.example)
    .map(({ seconds }) => seconds);
}

/** Sum over positions of the least value there; positions that some series lacks are scaled up for. */
function sumOfFastest(series: readonly (readonly number[])[]): number {
  const shared = Math.min(...series.map((values) => values.length));
  if (shared === 0) return 0;
  let sum = 0;
  for (let position = 0; position < shared; position++) {
    sum += Math.min(...series.map((values) => values[position]!));
  }
  return (sum * (series[0]?.length ?? shared)) / shared;
}
