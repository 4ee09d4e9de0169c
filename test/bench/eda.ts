/**
 * What a whole report costs, beside what others need for less: `npm run bench:eda [-- --quick] [-- --large]`.
 *
 * Whole processes from a cold start, in turns, medians of the rounds; each with two threads or processes and one BLAS thread. CPU time counts all
 * processes; memory is the peak of the largest one. `soundings` writes all facts, findings, `dataset.html` and `dataset.json`;
 * librosa and numpy take eight features; sox and ffmpeg levels alone, one process per file, on the first files of a set.
 * Sets are mixed from ../shared/data where it is there. `--quick` ends within a minute, `--large` adds 100,000 files.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { contestants, installed, measureRun, ourCommand, peerPython, type Run } from "./eda-contestants.ts";
import { digitRecordings, soundRecordings } from "./eda-recordings.ts";
import { compete, medianOf, type Standing, standingsTable, table } from "./eda-rounds.ts";
import { type AudioSet, encodeSets, writeWavSet } from "./eda-sets.ts";

const isQuick = process.argv.includes("--quick");
const isLarge = process.argv.includes("--large");
const roundCount = isQuick ? 1 : 3;
const linearCounts = [100, 1000, ...(isQuick ? [] : [10_000]), ...(isLarge ? [100_000] : [])];

/** What a run over so many files takes. */
interface Step extends Run {
  readonly fileCount: number;
}

/** The sets that all take part in. */
function competitionSets(folder: string): readonly AudioSet[] {
  const ffmpeg = installed("ffmpeg");
  const sounds = soundRecordings(ffmpeg);
  const digits = digitRecordings();
  console.log(`sets of ${digits.origin} at 8 kHz and ${sounds.origin} at 44.1 kHz`);
  const speech = writeWavSet(join(folder, "digits"), digits, {
    name: "8 kHz WAV",
    fileCount: isQuick ? 240 : 3000,
  });
  const wav = writeWavSet(join(folder, "sounds"), sounds, {
    name: "44.1 kHz WAV",
    fileCount: isQuick ? 20 : 200,
    clipSeconds: 4,
  });
  if (ffmpeg === null) return [speech, wav];
  return [speech, wav, ...encodeSets(ffmpeg, wav, readdirSync(wav.folder).sort())];
}

function competition(folder: string): readonly Standing[] {
  const all = contestants();
  for (const { name, missing } of all) if (missing !== null) console.log(`without ${name}: ${missing}`);
  const here = all.filter(({ missing }) => missing === null);
  return competitionSets(folder).flatMap((set) => {
    // Without further packages sox reads neither.
    const isForSox = !/MP3|Opus/.test(set.name);
    const able = here.filter(({ name }) => isForSox || name !== "sox stats");
    const standings = compete(set, able, { roundCount, scratch: folder });
    console.error(`done: ${set.name}`);
    return standings;
  });
}

/** Ours over more and more files. */
function steps(folder: string): readonly Step[] {
  const digits = digitRecordings();
  return linearCounts.map((fileCount) => {
    const set = join(folder, `digits-${fileCount}`);
    writeWavSet(set, digits, { name: "", fileCount });
    const runs = Array.from({ length: isQuick || fileCount > 10_000 ? 1 : 3 }, () =>
      measureRun(ourCommand(set, folder), folder),
    );
    rmSync(set, { recursive: true });
    return {
      fileCount,
      seconds: medianOf(runs, "seconds"),
      cpuSeconds: medianOf(runs, "cpuSeconds"),
      peakBytes: medianOf(runs, "peakBytes"),
    };
  });
}

function stepsTable(all: readonly Step[]): string {
  return table(
    ["files", "seconds", "CPU s", "CPU ms per file", "peak MB"],
    all.map(({ fileCount, seconds, cpuSeconds, peakBytes }) => [
      String(fileCount),
      seconds.toFixed(2),
      cpuSeconds.toFixed(2),
      ((1000 * cpuSeconds) / fileCount).toFixed(2),
      (peakBytes / 1e6).toFixed(0),
    ]),
  );
}

/** CPU time of the kernel beside librosa's features and raw Fourier transforms of numpy and scipy, as kernel.ts and peers/raw_fft.py print it. */
function kernelLines(): readonly string[] {
  const python = peerPython();
  const env = { ...process.env, ...(python === null ? {} : { PYTHON: python }) };
  const bench = join(import.meta.dirname, "kernel.ts");
  const ours = execFileSync(process.execPath, ["--import", "tsx", bench, isQuick ? "3" : "15"], { env });
  const peers = join(import.meta.dirname, "peers/raw_fft.py");
  const theirs = python === null ? "" : execFileSync(python, [peers]);
  return `${ours}${theirs}`.trimEnd().split("\n");
}

function run(): void {
  const folder = mkdtempSync(join(tmpdir(), "soundings-eda-"));
  try {
    const standings = competition(folder);
    console.log(`\n${standingsTable(standings)}`);
    const linear = steps(folder);
    console.log(`\n${stepsTable(linear)}`);
    const kernel = kernelLines();
    console.log(`\n${kernel.join("\n")}\n`);
    const machine = { processor: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version };
    console.log(JSON.stringify({ machine, roundCount, standings, linear, kernel }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

run();
