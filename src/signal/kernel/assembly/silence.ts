import { blockHighs, blockLows, blockSamples } from "./layout";
import { stepOf } from "./true-peak";

/** Step of the magnitude 0.001: what is louder sounds in every recording. */
const soundingStep: i32 = 936;
/** First and last frame at which a magnitude of each step was seen, as long as none of a higher step had been, 64-bit floats. */
const firsts: usize = memory.data(1024 * 8, 64);
const lasts: usize = memory.data(1024 * 8, 64);
// Highest step of the windows before, and of those with the one at work.
let stepBefore: i32 = -1;
let stepNow: i32 = -1;

/** Forgets all samples. */
export function resetEnds(): void {
  for (let step = 0; step <= soundingStep; step++) {
    store<f64>(firsts + (<usize>step << 3), Infinity);
    store<f64>(lasts + (<usize>step << 3), -1);
  }
  stepBefore = -1;
  stepNow = -1;
}

/** Begins a window. */
export function beginEnds(): void {
  stepBefore = stepNow;
}

/** Notes where the channel measured last begins and ends to sound, among `count` samples of which the first is frame `start`. */
export function addEnds(address: usize, count: i32, start: f64): void {
  let top = stepBefore;
  const lastBlock = (count - 1) / blockSamples;
  for (let block = 0; block <= lastBlock && top < soundingStep; block++) {
    if (blockStep(block) <= top) continue;
    const end = min(count, (block + 1) * blockSamples);
    for (let index = block * blockSamples; index < end; index++) {
      const step = sampleStep(address, index);
      if (step <= top) continue;
      top = step;
      const place = firsts + (<usize>step << 3);
      store<f64>(place, min(load<f64>(place), start + index));
    }
  }
  stepNow = max(stepNow, top);
  top = -1;
  for (let block = lastBlock; block >= 0 && top < soundingStep; block--) {
    if (blockStep(block) <= top) continue;
    for (let index = min(count, (block + 1) * blockSamples) - 1; index >= block * blockSamples; index--) {
      const step = sampleStep(address, index);
      if (step <= top) continue;
      top = step;
      const place = lasts + (<usize>step << 3);
      store<f64>(place, max(load<f64>(place), start + index));
    }
  }
}

@inline function blockStep(block: i32): i32 {
  const at = <usize>block << 2;
  return cappedStep(max(load<f32>(blockHighs + at), -load<f32>(blockLows + at)));
}

@inline function sampleStep(address: usize, index: i32): i32 {
  return cappedStep(abs(load<f32>(address + (<usize>index << 2))));
}

/** Of no magnitude at all -1, and of all that sounds the same. */
@inline function cappedStep(magnitude: f32): i32 {
  return magnitude > 0 ? min(stepOf(magnitude), soundingStep) : -1;
}

/** First frame of at least `limit`, rounded down to eight steps an octave; infinite when there is none. */
export function firstSounding(limit: f32): f64 {
  let first = Infinity;
  for (let step = min(stepOf(limit), soundingStep); step <= soundingStep; step++) {
    first = min(first, load<f64>(firsts + (<usize>step << 3)));
  }
  return first;
}

/** Last frame of at least that; -1 when there is none. */
export function lastSounding(limit: f32): f64 {
  let last: f64 = -1;
  for (let step = min(stepOf(limit), soundingStep); step <= soundingStep; step++) {
    last = max(last, load<f64>(lasts + (<usize>step << 3)));
  }
  return last;
}
