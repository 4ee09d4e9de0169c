import { blockEnergies, blockSamples, capacity, frameLength, hopLength, mixCrossings, mixEnergies } from "./layout";

/** Hops in an analysis frame, and blocks in a hop. */
const hopsPerFrame: i32 = frameLength / hopLength;
const blocksPerHop: i32 = hopLength / blockSamples;
/** Bytes of a hop: energy over all channels and of the mix (64-bit floats), crossings, and whether the first sample is one. */
const hopBytes: usize = 24;

/** What the host reads: frames, how many are silent, the sum of their roots of mean squares, and their crossings, as 64-bit floats. */
export const frameResults: usize = memory.data(4 * 8, 64);
/** Energy over all channels of each step that ends in the window, 64-bit floats. */
export const stepEnergies: usize = memory.data((capacity / blockSamples) * 8, 64);
/** The last hops, in turns. */
const hops: usize = memory.data(4 * 24, 64);

let hopCount: i32 = 0;
let frameCount: i32 = 0, silentCount: i32 = 0, crossingCount: i32 = 0;
let rootSum: f64 = 0;
/** Blocks in a step, and how many of the step at work there are, with their energy. */
let blocksPerStep: i32 = 1, stepBlocks: i32 = 0;
let stepEnergy: f64 = 0;
let silentPower: f64 = 0;

/** Forgets all frames. Those to come are silent below a mean square; a step has so many blocks. */
export function resetFrameLevels(stepLength: i32, silence: f64): void {
  hopCount = 0; frameCount = 0; silentCount = 0; crossingCount = 0; rootSum = 0;
  blocksPerStep = stepLength; stepBlocks = 0; stepEnergy = 0;
  silentPower = silence;
}

/** Adds the frames and the steps that end among the `count` samples whose blocks are measured; returns how many steps do. */
export function addFrameLevels(count: i32, channelCount: i32): i32 {
  const stepCount = addSteps(count / blockSamples);
  for (let hop = 0; (hop + 1) * hopLength <= count; hop++) {
    storeHop(hops + <usize>(hopCount % hopsPerFrame) * hopBytes, hop * blocksPerHop, blocksPerHop);
    hopCount++;
    if (hopCount >= hopsPerFrame) addFrame(hopCount - hopsPerFrame, hopsPerFrame, <f64>frameLength * channelCount);
  }
  storeResults();
  return stepCount;
}

/** The one frame of a recording shorter than a frame: `blockCount` blocks of `sampleCount` samples over all channels. */
export function addShortFrame(blockCount: i32, sampleCount: i32): void {
  storeHop(hops, 0, blockCount);
  addFrame(0, 1, <f64>sampleCount);
  storeResults();
}

function addSteps(blockCount: i32): i32 {
  let target = stepEnergies;
  for (let block = 0; block < blockCount; block++) {
    stepEnergy += load<f64>(blockEnergies + (<usize>block << 3));
    if (++stepBlocks < blocksPerStep) continue;
    store<f64>(target, stepEnergy);
    target += 8;
    stepEnergy = 0;
    stepBlocks = 0;
  }
  return <i32>((target - stepEnergies) >> 3);
}

function storeHop(hop: usize, first: i32, blockCount: i32): void {
  let energy: f64 = 0, mixEnergy: f64 = 0;
  let crossings = 0;
  for (let block = <usize>first; block < <usize>(first + blockCount); block++) {
    energy += load<f64>(blockEnergies + (block << 3));
    mixEnergy += load<f64>(mixEnergies + (block << 3));
    crossings += load<i32>(mixCrossings + (block << 2)) & 65535;
  }
  store<f64>(hop, energy);
  store<f64>(hop, mixEnergy, 8);
  store<i32>(hop, crossings, 16);
  store<i32>(hop, load<i32>(mixCrossings + (<usize>first << 2)) >> 16, 20);
}

/** The frame of `count` hops from the `first` on. */
function addFrame(first: i32, count: i32, span: f64): void {
  let energy: f64 = 0, mixEnergy: f64 = 0;
  // Whether the first sample is a crossing depends on one before the frame.
  let crossings = -load<i32>(hops + <usize>(first % hopsPerFrame) * hopBytes, 20);
  for (let index = first; index < first + count; index++) {
    const hop = hops + <usize>(index % hopsPerFrame) * hopBytes;
    energy += load<f64>(hop);
    mixEnergy += load<f64>(hop, 8);
    crossings += load<i32>(hop, 16);
  }
  frameCount++;
  if (energy / span < silentPower) silentCount++;
  rootSum += Math.sqrt(mixEnergy / frameLength);
  crossingCount += crossings;
}

function storeResults(): void {
  store<f64>(frameResults, frameCount);
  store<f64>(frameResults, silentCount, 8);
  store<f64>(frameResults, rootSum, 16);
  store<f64>(frameResults, crossingCount, 24);
}
