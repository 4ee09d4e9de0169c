import { measureBlocks } from "./blocks";
import { binCount, hopLength, pointCount, powerSums, shapeResults, silentFrame } from "./layout";
import { loadFrames } from "./load-frames";
import { addMels, resetMels } from "./mels";
import { addShapes } from "./shapes";
import { flushPowers, resetPowers, separateSpectra } from "./spectra";
import { places, window } from "./tables";
import { transformFrames } from "./transform";

const hopBytes: usize = hopLength * 4;

/** Forgets all frames analysed so far. */
export function resetFrames(): void {
  memory.fill(shapeResults, 0, 5 * 8);
  resetPowers();
  resetMels();
}

/** Adds the spectra of `frameCount` frames, the first at `address` and each 512 samples after the one before. */
export function addFrames(address: usize, frameCount: i32): void {
  for (let left = frameCount; left > 0; left -= 4, address += 4 * hopBytes) {
    loadFrames(
      address,
      left > 1 ? address + hopBytes : silentFrame,
      left > 2 ? address + 2 * hopBytes : silentFrame,
      left > 3 ? address + 3 * hopBytes : silentFrame,
      window,
      places,
      pointCount,
    );
    transformFrames(pointCount);
    separateSpectra();
    measureBlocks();
    addShapes(min(left, 4));
    addMels(min(left, 4));
  }
}

/** Completes `powerSums`. */
export function finishFrames(): void {
  flushPowers();
}

/** Divides `powerSums` by the number of frames, once they are complete. */
export function averagePowers(frameCount: i32): void {
  for (let at = powerSums, end = powerSums + (<usize>binCount << 3); at < end; at += 8) {
    store<f64>(at, load<f64>(at) / <f64>frameCount);
  }
}
