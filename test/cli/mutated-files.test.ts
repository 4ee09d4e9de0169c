import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { damaged, mutated, seeded, withPageChecksums } from "../support/mutations.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";
import { type ProgramRun, startProgram } from "../support/run-program.ts";

const tones = join(import.meta.dirname, "../fixtures/audio/tones");
const sources = ["s16.wav", "s16.flac", "layer3.mp3", "vorbis.ogg", "opus.ogg"];
/** Files made of each source: every other one damaged in its header, the others anywhere. */
const perSource = 24;
const mostMegabytes = 256;
const secondsPerFile = 2;

/** Writes damaged files and two whose headers ask for everything; gives how many. */
function writeMutants(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const random = seeded(20);
  for (const source of sources) {
    const bytes = readFileSync(join(tones, source));
    for (let index = 0; index < perSource; index++) {
      const change = index % 2 === 0 ? mutated(bytes, random) : damaged(bytes, random);
      // Half of the Ogg files get right checksums again, so that the damage reaches the decoder.
      const whole = source.endsWith(".ogg") && index % 4 > 1 ? withPageChecksums(change) : change;
      writeFileSync(join(folder, `${index}-${source}`), whole);
    }
  }
  const greedy = (name: string, change: (bytes: Buffer) => void): void => {
    const bytes = Buffer.from(readFileSync(join(tones, "s16.wav")));
    change(bytes);
    writeFileSync(join(folder, name), bytes);
  };
  greedy("channels.wav", (bytes) => bytes.writeUInt16LE(65_535, 22));
  greedy("four-gigabytes.wav", (bytes) => bytes.writeUInt32LE(0xf0000000, bytes.indexOf("data") + 4));
  return sources.length * perSource + 2;
}

/** Runs over `set` on one thread; the most memory that was resident at any time, in megabytes, where Linux tells it. */
async function peakOf(folder: string, set: string): Promise<{ run: ProgramRun; megabytes: number | null }> {
  const words = ["dataset", set, "--workers", "1", "--reproducible", "--out", `${set}-report`];
  const { process: child, ended } = startProgram(folder, words);
  const status = `/proc/${child.pid}/status`;
  let megabytes: number | null = null;
  while (child.exitCode === null && child.signalCode === null) {
    const text = existsSync(status) ? readStatus(status) : "";
    const peak = /VmHWM:\s+(\d+) kB/.exec(text)?.[1];
    if (peak !== undefined) megabytes = Number(peak) / 1024;
    await pause(10);
  }
  return { run: await ended, megabytes };
}

/** It may end between two looks. */
function readStatus(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

test("a run over 122 mutated WAV, FLAC, MP3 and Ogg files ends with a report, in bounded memory and time", {
  timeout: 1000 * secondsPerFile * (perSource * sources.length + 2),
}, async (context) => {
  const folder = temporaryFolder(context);
  const count = writeMutants(join(folder, "set"));
  mkdirSync(join(folder, "whole"));
  for (const source of sources)
    writeFileSync(join(folder, "whole", source), readFileSync(join(tones, source)));
  const whole = await peakOf(folder, "whole");
  const { run, megabytes } = await peakOf(folder, "set");
  assert.equal(whole.run.exitCode, 0, whole.run.errors);
  assert.equal(run.exitCode, 0, run.errors);
  const report = JSON.parse(readFileSync(join(folder, "set-report/dataset.json"), "utf8"));
  assert.equal(report.dataset.exampleCount, count);
  const { audioCount, unreadableCount } = report.dataset;
  assert.equal(audioCount + unreadableCount, count);
  assert.ok(existsSync(join(folder, "set-report/dataset.html")));
  const codesOf = (subject: string): readonly string[] =>
    report.findings
      .filter((finding: { readonly subject: string }) => finding.subject === subject)
      .map(({ code }: { readonly code: string }) => code);
  assert.ok(codesOf("channels.wav").includes("header-invalid"));
  assert.ok(codesOf("four-gigabytes.wav").includes("file-truncated"));
  const crashed = report.findings.filter(({ message }: { message: string }) => /crash|died/.test(message));
  assert.deepEqual(crashed, []);
  context.diagnostic(`${audioCount} gave audio; peak ${megabytes} MB, of whole files ${whole.megabytes} MB`);
  if (megabytes !== null && whole.megabytes !== null) {
    assert.ok(megabytes - whole.megabytes < mostMegabytes, `${megabytes} MB`);
  }
});
