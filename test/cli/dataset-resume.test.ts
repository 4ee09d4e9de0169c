import assert from "node:assert/strict";
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { seededRandom } from "../../src/stats/random.ts";
import { writeNoise } from "../support/noise-dataset.ts";
import { type ProgramRun, runProgram, startProgram } from "../support/run-program.ts";

/** Enough audio for a run to last beyond the first writes to its journal: a little noise each, then long silence. */
const clipCount = 48;
const noiseSeconds = 10;
const clipSeconds = 400;
/** Of each file: 44 of its header, and 16 bits for each sample. */
const clipBytes = 44 + 32_000 * clipSeconds;
const words = ["dataset", "set", "--reproducible", "--workers", "2"];

let folder = "";
let expected = "";

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "soundings-"));
  writeNoise(join(folder, "set"), clipCount, noiseSeconds);
  for (const path of wavFiles(join(folder, "set"))) lengthen(path, 32_000 * clipSeconds);
  const undisturbed = await runProgram(folder, [...words, "--out", "whole"]);
  assert.equal(undisturbed.exitCode, 0, undisturbed.errors);
  expected = readFileSync(join(folder, "whole/dataset.json"), "utf8");
});

/** All WAV files below a folder. */
function wavFiles(root: string): readonly string[] {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(".wav")).map((path) => join(root, path));
}

/** Makes a WAV file end in silence, which takes no room on most disks. */
function lengthen(path: string, dataBytes: number): void {
  const header = readFileSync(path).subarray(0, 44);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.writeUInt32LE(dataBytes, 40);
  const file = openSync(path, "r+");
  writeSync(file, header, 0, header.length, 0);
  ftruncateSync(file, header.length + dataBytes);
  closeSync(file);
}

after(() => rmSync(folder, { recursive: true, force: true }));

const journalIn = (out: string): string => join(folder, out, ".dataset.journal");

const resultIn = (out: string): string => readFileSync(join(folder, out, "dataset.json"), "utf8");

/** Lets a run with --resume go on until its journal has grown by `byteCount`, then ends it by `signal`. */
async function runUntil(out: string, byteCount: number, signal: NodeJS.Signals): Promise<ProgramRun> {
  const journal = journalIn(out);
  const size = (): number => (existsSync(journal) ? statSync(journal).size : 0);
  const wanted = size() + byteCount;
  const { process: child, ended } = startProgram(folder, [...words, "--resume", "--out", out]);
  while (child.exitCode === null && size() < wanted) await pause(5);
  child.kill(signal);
  return ended;
}

/** Lets a run be killed in its middle, and gives its journal. */
async function journalLeft(out: string): Promise<Buffer> {
  // More than the head of the journal takes: it is written just before the first clips.
  const { exitCode } = await runUntil(out, 2000, "SIGKILL");
  assert.equal(exitCode, null, "the run ended before it could be killed");
  return readFileSync(journalIn(out));
}

/** The same bytes, with other texts of the same length in them. */
function edited(journal: Buffer, pattern: RegExp, text: string): Buffer {
  return Buffer.from(journal.toString("latin1").replaceAll(pattern, text), "latin1");
}

/** A journal that says that its first clip is of 1 byte. */
function lying(journal: Buffer): Buffer {
  // The first number of a record is the size; it stands after the record's length and its four counts.
  const size = journal.indexOf("\n") + 1 + 4 + 16;
  const lied = Buffer.from(journal);
  assert.equal(lied.readDoubleLE(size), clipBytes);
  lied.writeDoubleLE(1, size);
  return lied;
}

test("killed at ten random moments, a run with --resume gives the bytes of an undisturbed one", async () => {
  const random = seededRandom(5);
  for (let kill = 0; kill < 10; kill++) {
    await runUntil("killed", 1 + random.nextInt(10_000), "SIGKILL");
    const left = existsSync(join(folder, "killed")) ? readdirSync(join(folder, "killed")) : [];
    assert.deepEqual(
      left.filter((name) => name.endsWith(".part")),
      [],
    );
  }
  const run = await runProgram(folder, [...words, "--resume", "--out", "killed"]);
  assert.equal(run.exitCode, 0, run.errors);
  assert.equal(resultIn("killed"), expected);
  assert.deepEqual(readdirSync(join(folder, "killed")).sort(), ["dataset.html", "dataset.json"]);
});

test("a journal is believed, but for its half last entry", async () => {
  const journal = await journalLeft("believed");
  writeFileSync(journalIn("believed"), Buffer.concat([lying(journal), Buffer.from([99, 0, 0, 0, 1, 2, 3])]));
  const run = await runProgram(folder, [...words, "--resume", "--out", "believed"]);
  assert.equal(run.exitCode, 0, run.errors);
  const sizeOf = (json: string): number => JSON.parse(json).dataset.totalBytes;
  assert.equal(sizeOf(resultIn("believed")) - sizeOf(expected), 1 - clipBytes);
});

test("a journal counts for nothing without --resume, with other options, and for a file that has changed", async () => {
  const journal = lying(await journalLeft("doubted"));
  writeFileSync(journalIn("doubted"), journal);
  const anew = await runProgram(folder, [...words, "--out", "doubted"]);
  assert.equal(anew.exitCode, 0, anew.errors);
  assert.equal(resultIn("doubted"), expected);
  assert.equal(existsSync(journalIn("doubted")), false);

  writeFileSync(journalIn("doubted"), edited(journal, /"features":"none"/g, '"features":"meyd"'));
  await runProgram(folder, [...words, "--resume", "--out", "doubted"]);
  assert.equal(resultIn("doubted"), expected);

  writeFileSync(journalIn("doubted"), edited(journal, /"contentTag":"./g, '"contentTag":"x'));
  await runProgram(folder, [...words, "--resume", "--out", "doubted"]);
  assert.equal(resultIn("doubted"), expected);
});

test("Ctrl-C reports what is done, says what is missing, and --resume finishes it", {
  skip: process.platform === "win32" ? "Windows has no SIGINT to send" : false,
}, async () => {
  const stopped = await runUntil("stopped", 1, "SIGINT");
  assert.equal(stopped.exitCode, 5, stopped.errors);
  const report = JSON.parse(resultIn("stopped"));
  const finding = report.findings.find(({ code }: { code: string }) => code === "run-interrupted");
  assert.equal(finding.evidence.expected, clipCount);
  assert.equal(finding.evidence.observed + finding.evidence.count, clipCount);
  assert.equal(report.dataset.audioCount, finding.evidence.observed);
  assert.match(stopped.errors, new RegExp(`stopped: ${finding.evidence.count} files are not in the report`));
  const finished = await runProgram(folder, [...words, "--resume", "--out", "stopped"]);
  assert.equal(finished.exitCode, 0, finished.errors);
  assert.equal(resultIn("stopped"), expected);
});
