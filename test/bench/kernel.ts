/**
 * CPU time per clip of 4 s at 44.1 kHz: the SIMD kernel (signal, provenance and fingerprint), its scalar twin (signal alone) and, when the environment variable PYTHON names an interpreter
 * with librosa, the same in librosa, numpy and scipy, a call per feature. The three take turns within one run; medians of the rounds are printed,
 * and last the same as one JSON object.
 *
 *     PYTHON=venv/bin/python node --import tsx test/bench/kernel.ts [rounds]
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createKernel } from "../../src/signal/kernel/create-kernel.ts";
import { measureSignal } from "../../src/signal/measure-signal.ts";
import { noise, sine } from "../support/synthetic-signal.ts";
import { peerEnvironment } from "./eda-contestants.ts";

const sampleRateHertz = 44100;
const sampleCount = 4 * sampleRateHertz;
const roundCount = Number(process.argv[2] ?? 15);
const clips = [1, 2, 3, 4, 5, 6, 7, 8].map(soundOf);

/** What measures all clips once and says how many seconds of CPU time it took. */
type Contestant = () => Promise<number>;

/** Decaying noise over a tone, 16 bits. */
function soundOf(seed: number): Float32Array {
  const tone = sine(sampleCount, sampleRateHertz, 200 * seed, 0.2);
  return noise(sampleCount, seed, 0.7).map((value, index) => {
    const decay = Math.exp((-3 * (index % sampleRateHertz)) / sampleRateHertz);
    return Math.round(32768 * (value * decay + tone[index]!)) / 32768;
  });
}

function inThisProcess(measure: typeof measureSignal): Contestant {
  return async () => {
    const before = process.cpuUsage();
    for (const clip of clips) measure([clip], sampleRateHertz, 16);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
}

/** One child process for the whole run; it measures once per line it is sent. */
function withLibrosa(
  python: string,
  folder: string,
): { readonly measure: Contestant; readonly end: () => void } {
  const path = join(folder, "clips.f32");
  writeFileSync(path, Buffer.concat(clips.map((clip) => Buffer.from(clip.buffer))));
  const script = join(import.meta.dirname, "kernel-librosa.py");
  const child = spawn(python, [script, path, String(sampleCount), String(sampleRateHertz)], {
    stdio: ["pipe", "pipe", "inherit"],
    env: peerEnvironment(),
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const measure: Contestant = async () => {
    child.stdin.write("\n");
    const { value, done } = await answers.next();
    if (done) throw new Error(`${python} ended; does it have librosa?`);
    return Number(value);
  };
  return { measure, end: () => child.stdin.end() };
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "soundings-bench-"));
  const python = process.env["PYTHON"];
  const librosa = python === undefined ? null : withLibrosa(python, folder);
  const kernel = createKernel();
  const contestants: readonly (readonly [name: string, measure: Contestant])[] = [
    [`kernel (${kernel.kind})`, inThisProcess(kernel.measureSignal)],
    ["scalar twin", inThisProcess(measureSignal)],
    ...(librosa ? [["librosa, numpy and scipy", librosa.measure] as const] : []),
  ];
  // Compilers and caches warm up outside the rounds.
  for (const [, measure] of contestants) for (let count = 0; count < 4; count += 1) await measure();
  const seconds = contestants.map((): number[] => []);
  for (let round = 0; round < roundCount; round += 1) {
    for (const [index, [, measure]] of contestants.entries()) seconds[index]!.push(await measure());
  }
  librosa?.end();
  rmSync(folder, { recursive: true });
  const medians = seconds.map((values) => values.sort((a, b) => a - b)[values.length >> 1]!);
  contestants.forEach(([name], index) => {
    const milliseconds = ((1000 * medians[index]!) / clips.length).toFixed(3).padStart(9);
    const ratio = (medians[index]! / medians[0]!).toFixed(1).padStart(7);
    console.log(`${name.padEnd(32)}${milliseconds} ms per clip ${ratio} x`);
  });
  const millisecondsPerClip = medians.map((median) => (1000 * median) / clips.length);
  const librosaRatio = librosa === null ? null : medians[2]! / medians[0]!;
  console.log(JSON.stringify({ kernel: kernel.kind, millisecondsPerClip, librosaRatio }));
}

await run();
