import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { PairedPipelines } from "../../../src/workflows/measure-pair.ts";

const folder = "node_modules/.cache/soundings-gate-bench";
const module = join(folder, "story", "built", "pipeline.js");

/**
 * The story's pipeline against itself, bundled into one file first, as `dist` of a project would be: to compile and load it copy by copy took
 * three quarters of a round, and no stage's time is in that.
 */
export async function storyPipelines(): Promise<PairedPipelines> {
  await bundle();
  return {
    baseModule: module,
    headModule: module,
    parameters: { clips: 8 },
    passCount: 5,
    exampleCount: 8,
    injection: null,
  };
}

async function bundle(): Promise<void> {
  await build({
    entryPoints: ["test/bench/gate/story-pipeline.ts"],
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
