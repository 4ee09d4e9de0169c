import { hopLength, railResults } from "./layout";
import { horizontalMaximum } from "./levels";

/** Equal samples in a row that make a run. */
const minimumRunLength: i32 = 3;

// The rails of the channel at work, and how far their neighbours reach; all in full scale.
let highest: f64 = 0;
let lowest: f64 = 0;
let reach: f64 = 0;
// Per rail, upper first: samples at it, samples next to it, samples in runs, and the length of the run under way.
const railCounts: usize = memory.data(32, 16);

/** Begins a channel: its extremes, and the distance up to which samples count as their neighbours. */
export function resetRails(channelHighest: f64, channelLowest: f64, neighbourReach: f64): void {
  highest = channelHighest;
  lowest = channelLowest;
  reach = neighbourReach;
  memory.fill(railCounts, 0, 32);
}

/**
 * Counts the next `count` samples of the channel. `railResults` receives for the upper and then for the lower rail how many
 * samples lie at it, how many next to it and how many in runs of at least 3 at it. Hops that stay away from both rails, which are most,
 * are only searched for their extremes.
 */
export function countRails(address: usize, count: i32): void {
  const upperLimit = <f32>(highest - 1.001 * reach), lowerLimit = <f32>(lowest + 1.001 * reach);
  for (let left = count; left > 0; left -= hopLength, address += <usize>hopLength << 2) {
    const length = min(left, hopLength);
    findExtremes(address, length);
    countAtRail(railCounts, highest, hopHighest >= upperLimit ? length : 0, address);
    countAtRail(railCounts + 16, lowest, hopLowest <= lowerLimit ? length : 0, address);
  }
  for (let index: usize = 0; index < 3; index++) {
    store<f64>(railResults + (index << 3), load<i32>(railCounts + (index << 2)));
    store<f64>(railResults + ((index + 3) << 3), load<i32>(railCounts + 16 + (index << 2)));
  }
}

let hopHighest: f32 = 0;
let hopLowest: f32 = 0;

function findExtremes(address: usize, length: i32): void {
  const end = address + ((<usize>length) << 2), vectorEnd = address + ((<usize>length & ~3) << 2);
  let tops = f32x4.splat(-Infinity), bottoms = f32x4.splat(Infinity);
  for (; address < vectorEnd; address += 16) {
    const samples = v128.load(address);
    tops = f32x4.pmax(tops, samples);
    bottoms = f32x4.pmin(bottoms, samples);
  }
  hopHighest = horizontalMaximum(tops);
  hopLowest = -horizontalMaximum(f32x4.neg(bottoms));
  for (; address < end; address += 4) {
    hopHighest = max(hopHighest, load<f32>(address));
    hopLowest = min(hopLowest, load<f32>(address));
  }
}

/** A length of 0 stands for a hop away from the rail: it ends the run under way. */
function countAtRail(counts: usize, rail: f64, length: i32, address: usize): void {
  let atRail = 0, nextTo = 0, inRuns = 0, run = length > 0 ? load<i32>(counts, 12) : 0;
  for (const end = address + ((<usize>length) << 2); address < end; address += 4) {
    const distance = abs(<f64>load<f32>(address) - rail);
    if (distance == 0) {
      atRail++;
      run++;
      if (run == minimumRunLength) inRuns += minimumRunLength;
      else if (run > minimumRunLength) inRuns++;
    } else {
      run = 0;
      if (distance <= reach) nextTo++;
    }
  }
  store<i32>(counts, load<i32>(counts) + atRail);
  store<i32>(counts, load<i32>(counts, 4) + nextTo, 4);
  store<i32>(counts, load<i32>(counts, 8) + inRuns, 8);
  store<i32>(counts, run, 12);
}
