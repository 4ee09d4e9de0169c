/**
 * What a whole report costs, beside what others need for less: `npm run bench:eda [-- --quick] [-- --large] [-- --rounds N] [-- --write FILE]`.
 *
 * Whole processes from a cold start, in turns, medians of the rounds; each with two threads or processes and one BLAS thread. CPU time counts all
 * processes; memory is the peak of the largest one. `soundings` writes all facts, findings, `dataset.html` and `dataset.json`;
 * librosa and numpy take eight features; sox and ffmpeg levels alone, one process per file, on the first files of a set.
 * Sets are mixed from ../shared/data where it is there. `--quick` takes fewer files and one round, `--large` adds 100,000 files, `--write` stores the
 * tables as Markdown, with the date, the machine and its load.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { contestants, installed, measureRun, ourCommand, peerPython } from "./eda-contestants.ts";
import { costsOf, costsTable, type Step, stepsTable } from "./eda-costs.ts";
import { goalsTable } from "./eda-goals.ts";
import { type BenchedMachine, benchmarksPage } from "./eda-page.ts";
import { digitRecordings, soundRecordings } from "./eda-recordings.ts";
import { compete, medianOf, type Standing, standingsTable } from "./eda-rounds.ts";
import { type AudioSet, encodeSets, writeWavSet } from "./eda-sets.ts";

const isQuick = process.argv.includes("--quick");
const isLarge = process.argv.includes("--large");
const writeAt = process.argv.indexOf("--write");
const target = writeAt < 0 ? null : (process.argv[writeAt + 1] ?? null);
const roundsAt = process.argv.indexOf("--rounds");
const roundCount = roundsAt > 0 ? Number(process.argv[roundsAt + 1]) : isQuick ? 1 : 3;
const linearCounts = [100, 1000, ...(isQuick ? [] : [10_000]), ...(isLarge ? [100_000] : [])];

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

/** Tells all standings so far after each set. */
function competition(folder: string, tell: (standings: readonly Standing[]) => void): readonly Standing[] {
  const able = contestants();
  for (const { name, missing } of able) if (missing !== null) console.log(`without ${name}: ${missing}`);
  const here = able.filter(({ missing }) => missing === null);
  const standings: Standing[] = [];
  for (const set of competitionSets(folder)) {
    // Without further packages sox reads neither.
    const isForSox = !/MP3|Opus/.test(set.name);
    const taking = here.filter(({ name }) => isForSox || name !== "sox stats");
    standings.push(...compete(set, taking, { roundCount, scratch: folder }));
    console.error(`done: ${set.name}`);
    tell(standings);
  }
  return standings;
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

/** What the kernel alone took. */
interface KernelResult {
  /** For people. */
  readonly lines: readonly string[];
  /** CPU time of librosa's features over that of the kernel; null without librosa. */
  readonly librosaRatio: number | null;
}

/** CPU time of the kernel beside librosa's features and raw Fourier transforms, as kernel.ts and peers/raw_fft.py print it. */
function measureKernel(): KernelResult {
  const python = peerPython();
  const env = { ...process.env, ...(python === null ? {} : { PYTHON: python }) };
  const bench = join(import.meta.dirname, "kernel.ts");
  const ours = execFileSync(process.execPath, ["--import", "tsx", bench, isQuick ? "3" : "15"], { env });
  const peers = join(import.meta.dirname, "peers/raw_fft.py");
  const theirs = python === null ? "" : execFileSync(python, [peers]);
  const lines = String(ours).trimEnd().split("\n");
  const { librosaRatio } = JSON.parse(lines.pop()!) as Pick<KernelResult, "librosaRatio">;
  const all = [...lines, ...String(theirs).trimEnd().split("\n")];
  return { lines: all.filter((line) => line !== ""), librosaRatio };
}

/** The load of the machine, over 1, 5 and 15 minutes. */
function loadText(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(", ");
}

/** Peak memory of ours, on each set and over more and more files. */
function peaksOf(standings: readonly Standing[], linear: readonly Step[]) {
  return [
    ...standings
      .filter(({ contestant }) => contestant === "soundings")
      .map(({ set, peakBytes }) => ({ name: set, peakBytes })),
    ...linear.map(({ fileCount, peakBytes }) => ({ name: `${fileCount} files`, peakBytes })),
  ];
}

function run(): void {
  const folder = mkdtempSync(join(tmpdir(), "soundings-eda-"));
  const startedAt = new Date();
  const load = loadText();
  const machine: BenchedMachine = {
    processor: cpus()[0]?.model ?? "",
    coreCount: cpus().length,
    node: process.version,
  };
  const loadsNow = (): string => `${load} before, ${loadText()} after`;
  // Stored as it grows: a run takes long, and what is measured shall not be lost with the rest.
  const store = (sections: readonly (readonly [title: string, body: string])[]): void => {
    const options = process.argv.slice(2).join(" ");
    const made = { options, startedAt, machine, loads: loadsNow(), roundCount };
    if (target !== null) writeFileSync(target, benchmarksPage(sections, made));
  };
  try {
    const standings = competition(folder, (some) =>
      store([
        ["Goals", goalsTable(some, peaksOf(some, []), null)],
        ["All contestants", standingsTable(some)],
      ]),
    );
    const linear = steps(folder);
    const costs = costsOf(linear, folder);
    const { lines, librosaRatio } = measureKernel();
    const sections = [
      ["Goals", goalsTable(standings, peaksOf(standings, linear), librosaRatio)],
      ["All contestants", standingsTable(standings)],
      ["More and more files", `${stepsTable(linear)}\n\n${costsTable(costs)}`],
      ["The kernel alone", `\`\`\`text\n${lines.join("\n")}\n\`\`\``],
    ] as const;
    console.log(`\n${sections.map(([title, body]) => `${title}\n\n${body}`).join("\n\n")}\n`);
    store(sections);
    const kernel = { lines, librosaRatio };
    console.log(JSON.stringify({ machine, loads: loadsNow(), roundCount, standings, linear, costs, kernel }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

run();
