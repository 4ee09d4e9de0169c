import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { seededRandom } from "../../../src/stats/random.ts";
import type { PairedPipelines } from "../../../src/workflows/measure-pair.ts";
import { writeWav } from "../../support/write-wav.ts";

const folder = "node_modules/.cache/soundings-gate-bench";
const module = join(folder, "story", "built", "pipeline.js");
const rate = 16_000;

/**
 * The fastest version of the founding story over two made-up notes of a second, four times. Bundled into one file first, as `dist` of a project
 * would be: to compile and load it copy by copy took three quarters of a round, and no stage's time is in that.
 */
export async function storyPipelines(): Promise<PairedPipelines> {
  mkdirSync(join(folder, "notes"), { recursive: true });
  for (let note = 0; note < 2; note++) writeNote(note);
  await bundle();
  return {
    baseModule: module,
    headModule: module,
    parameters: { data: folder, clips: 2, batch: 2, epochs: 4 },
    passCount: 5,
    exampleCount: 8,
    injection: null,
  };
}

async function bundle(): Promise<void> {
  await build({
    entryPoints: ["notebooks/urban/batched-arrays.ts"],
    outfile: module,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    alias: { soundings: "./dist/index.js" },
    packages: "external",
    define: { "import.meta.url": "moduleUrl" },
    banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  writeFileSync(join(folder, "story", "built", "package.json"), '{ "type": "commonjs" }');
  // Two folders above a file of `dist` lies the package's description, which it reads.
  copyFileSync("package.json", join(folder, "package.json"));
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
