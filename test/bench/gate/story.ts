import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../../src/stats/random.ts";
import type { PairedPipelines } from "../../../src/workflows/measure-pair.ts";
import { writeWav } from "../../support/write-wav.ts";

const folder = "node_modules/.cache/soundings-gate-bench";
const rate = 16_000;

/** The fastest version of the founding story, over four made-up notes of a second: a round of it takes two seconds of processor time. */
export function storyPipelines(): PairedPipelines {
  mkdirSync(join(folder, "notes"), { recursive: true });
  for (let note = 0; note < 4; note++) writeNote(note);
  const module = "notebooks/urban/batched-arrays.ts";
  return {
    baseModule: module,
    headModule: module,
    parameters: { data: folder, clips: 4, batch: 4, epochs: 2 },
    passCount: 5,
    exampleCount: 8,
    injection: null,
  };
}

function writeNote(note: number): void {
  const random = seededRandom(note);
  const hertz = 110 * 2 ** (note / 6);
  const samples = Float32Array.from({ length: rate }, (_, n) => {
    const time = n / rate;
    return 0.4 * Math.exp(-2 * time) * Math.sin(2 * Math.PI * hertz * time) + 0.01 * (random.next() - 0.5);
  });
  writeWav(join(folder, "notes", `${note}.wav`), samples, rate);
}
