import { blockHighs, blockLows, blockSamples, railResults } from "./layout";

/** Equal samples in a row that make a run. */
const minimumRunLength: i32 = 3;
/** Steps below the rail that count as its neighbours. */
const neighbourSteps: i32 = 16;

/**
 * Counts the `count` samples of the channel measured last at one of its rails: the highest sample of all (`sign` 1) or the lowest
 * (`sign` -1). `railResults` receives how many lie at it, how many in runs of at least 3, the length of the run that is still open
 * (`run` being that before), and then how many lie 0, 1, ... 16 steps from it. Blocks that stay away from it, which are most, are skipped.
 */
export function countRail(address: usize, count: i32, rail: f64, sign: f64, stepsPerUnit: f64, run: i32): void {
  const top = Math.floor(sign * rail * stepsPerUnit), limit = top - neighbourSteps;
  const extremes = sign > 0 ? blockHighs : blockLows;
  let atRail = 0, inRuns = 0;
  const near = railResults + 24;
  memory.fill(near, 0, <usize>(neighbourSteps + 1) << 3);
  let at: usize = 0;
  for (let left = count; left > 0; left -= blockSamples, at += 4, address += <usize>blockSamples << 2) {
    if (Math.floor(sign * load<f32>(extremes + at) * stepsPerUnit) < limit) {
      run = 0;
      continue;
    }
    const end = address + ((<usize>min(left, blockSamples)) << 2);
    for (let sample = address; sample < end; sample += 4) {
      const value = <f64>load<f32>(sample);
      if (value == rail) {
        atRail++;
        run++;
        if (run == minimumRunLength) inRuns += minimumRunLength;
        else if (run > minimumRunLength) inRuns++;
        continue;
      }
      run = 0;
      const steps = Math.floor(sign * value * stepsPerUnit);
      if (steps < limit) continue;
      const place = near + (<usize>(top - steps) << 3);
      store<f64>(place, load<f64>(place) + 1);
    }
  }
  store<f64>(railResults, atRail);
  store<f64>(railResults, inRuns, 8);
  store<f64>(railResults, run, 16);
}
