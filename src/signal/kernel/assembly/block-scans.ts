// What the host would else look for block by block.
import { blockEquals, blockSamples, capacity, mixChanges } from "./layout";

/** Energy of the changes per frame: see `sumChanges`. */
export const changeEnergies: usize = memory.data((capacity / blockSamples) * 8, 64);

/**
 * The first of the blocks `block` up to `end` that a search for equal samples must look into, `end` without one: within a run (`isOpen`) one that is not
 * all of it, else one of at least `fewest` equal samples.
 */
export function nextBusyBlock(block: i32, end: i32, fewest: i32, isOpen: bool): i32 {
  for (; block < end; block++) {
    const equals = load<i32>(blockEquals + (<usize>block << 2));
    if (isOpen ? equals != blockSamples : equals >= fewest) break;
  }
  return block;
}

/** Adds up the energy of the mix's changes over the blocks of each of `frameCount` frames into `changeEnergies`. */
export function sumChanges(frameCount: i32, blocksPerFrame: i32): void {
  let at = mixChanges;
  for (let frame = 0; frame < frameCount; frame++) {
    let energy: f64 = 0;
    for (const end = at + (<usize>blocksPerFrame << 2); at < end; at += 4) energy += load<f32>(at);
    store<f64>(changeEnergies + (<usize>frame << 3), energy);
  }
}
