import assert from "node:assert/strict";
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hashSignal } from "../../src/io/hash-signal.ts";
import { readAudio } from "../../src/io/read-audio.ts";
import { type ReadClip, readClip } from "../../src/io/read-clip.ts";
import { contentTagOf } from "../support/content-tag.ts";
import { encodeFlac } from "../support/flac-encoder.ts";
import { temporaryFolder, wavBytes } from "../support/noise-dataset.ts";
import { noise } from "../support/synthetic-signal.ts";

const tones = join(import.meta.dirname, "../fixtures/audio/tones");

/** All samples of a file, gathered from its blocks. */
function gather(path: string, withContentTag = false): Promise<ReadClip<readonly number[][]>> {
  return readClip(path, { withContentTag }, ({ channelCount }, blocks) => {
    const channels: number[][] = Array.from({ length: channelCount }, () => []);
    for (const block of blocks) {
      block.forEach((samples, index) => {
        for (const sample of samples) channels[index]?.push(sample);
      });
    }
    return channels;
  });
}

test("block by block a file gives what it gives as a whole: clip, samples, problem", async () => {
  for (const name of readdirSync(tones)) {
    const path = join(tones, name);
    const { sizeBytes, audio } = await readAudio(path);
    assert.ok(audio.kind === "decoded", name);
    const { result, ...read } = await gather(path);
    const { clip, problem } = audio;
    assert.deepEqual(read, { sizeBytes, clip, problem, contentTag: null, beginningSeconds: null }, name);
    assert.deepEqual(
      result,
      audio.signal.channels.map((samples) => Array.from(samples)),
      name,
    );
  }
});

test("a damaged file gives the same good part and the same problem", async (context) => {
  const path = join(temporaryFolder(context), "damaged");
  for (const name of ["s16.wav", "s24.aiff", "s16.au", "s16.caf", "s16.flac", "layer3.mp3"]) {
    const bytes = readFileSync(join(tones, name));
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * 0.95)));
    const { audio } = await readAudio(path);
    const { clip, problem, result } = await gather(path);
    assert.ok(audio.kind === "partial", name);
    assert.deepEqual([clip, problem], [audio.clip, audio.problem], name);
    assert.equal(result?.[0]?.length, audio.signal.channels[0]?.length, name);
  }
});

test("what cannot be read has a problem, and nothing is made of it", async (context) => {
  const path = join(temporaryFolder(context), "text.wav");
  writeFileSync(path, "no sound");
  const { sizeBytes, clip, problem, result } = await gather(path);
  assert.deepEqual([sizeBytes, clip, problem?.code, result], [8, null, "file-unreadable", null]);
  const missing = await gather(join(path, "missing.wav"));
  assert.deepEqual([missing.sizeBytes, missing.problem?.code], [0, "file-unreadable"]);
});

test("files are read side by side without disturbing one another", async () => {
  const names = readdirSync(tones);
  const together = await Promise.all(names.map((name) => gather(join(tones, name))));
  for (const [index, name] of names.entries()) {
    assert.deepEqual(together[index], await gather(join(tones, name)), name);
  }
});

test("the tag of the bytes is that of the whole file, small or large, decoded by us or by a package", async (context) => {
  const folder = temporaryFolder(context);
  const large = join(folder, "large.wav");
  const bytes = wavBytes(noise(2_500_000, 3), 8000);
  writeFileSync(large, Buffer.concat([bytes, Buffer.from("LIST\x04\0\0\0INFO", "latin1")]));
  for (const path of [large, join(tones, "s16.flac"), join(tones, "layer3.mp3"), join(tones, "ima.wav")]) {
    const { contentTag } = await gather(path, true);
    assert.equal(contentTag, await contentTagOf(readFileSync(path)), path);
  }
});

/** FLAC of 8 MB, twice what the decoders have in memory: frames of stereo noise of 24 bits. */
function largeFlac(): {
  readonly bytes: Uint8Array;
  readonly left: readonly number[];
  readonly frameCount: number;
} {
  const length = 60_000;
  const samples = Array.from(noise(2 * length, 5), (value) => Math.round(value * 2 ** 23));
  const channels = [samples.slice(0, length), samples.slice(length)];
  const plan = { coding: "apart", subframes: [] } as const;
  const frames = Array.from({ length: 22 }, () => ({ channels, plan }));
  const bytes = encodeFlac({ bitDepth: 24, isVariable: true, frames });
  return { bytes, left: channels[0]!, frameCount: 22 * length };
}

test("FLAC larger than the decoders' memory is decoded in parts, and a damaged frame costs itself only", async (context) => {
  const path = join(temporaryFolder(context), "large.flac");
  const { bytes, left, frameCount } = largeFlac();
  assert.ok(bytes.length > 2 ** 22);
  const count = async (): Promise<ReadClip<number>> => {
    writeFileSync(path, bytes);
    return readClip(path, { withContentTag: false }, (_, blocks) => {
      let at = 0;
      for (const [samples] of blocks) {
        for (const sample of samples!) assert.equal(sample * 2 ** 23, left[at++ % left.length]);
      }
      return at;
    });
  };
  const whole = await count();
  assert.deepEqual([whole.problem, whole.result], [null, frameCount]);
  const middle = Math.floor(bytes.length * 0.6);
  bytes[middle] = bytes[middle]! ^ 1;
  const damaged = await count();
  assert.equal(damaged.result, frameCount - left.length);
  assert.equal(damaged.clip?.frameCount, damaged.result);
  assert.match(
    damaged.problem?.reason ?? "",
    /^1 of 22 FLAC frames fail their checksum, the first at byte \d+;/,
  );
});

test("FLAC whose frames are out of order is corrupt, though each of them is whole", async (context) => {
  const path = join(temporaryFolder(context), "order.flac");
  const channels = [Array.from(noise(500, 5), (value) => Math.round(value * 2 ** 15))];
  const plan = { coding: "apart", subframes: [] } as const;
  const stream = (count: number) =>
    encodeFlac({
      bitDepth: 16,
      isVariable: false,
      frames: Array.from({ length: count }, () => ({ channels, plan })),
    });
  const [two, three] = [stream(2), stream(3)];
  const frameBytes = three.length - two.length;
  const start = three.length - 3 * frameBytes;
  const frame = (index: number) =>
    three.subarray(start + index * frameBytes, start + (index + 1) * frameBytes);
  writeFileSync(path, Buffer.concat([three.subarray(0, start), frame(0), frame(2), frame(1)]));
  const { clip, problem } = await gather(path);
  assert.equal(clip?.frameCount, 1500);
  assert.deepEqual(problem?.code, "file-corrupt");
  assert.match(problem?.reason ?? "", /do not follow one another: 2 times/);
});

test("ten hours of WAV are read to their end in bounded memory", async (context) => {
  const path = join(temporaryFolder(context), "day.wav");
  const header = Buffer.from(wavBytes(new Float32Array(0), 16_000).subarray(0, 44));
  const sampleCount = 10 * 3600 * 16_000;
  header.writeUInt32LE(2 * sampleCount, 40);
  writeFileSync(path, header);
  // A sparse file: a gigabyte of silence that takes no room on the disk, and one click just before its end.
  truncateSync(path, 44 + 2 * sampleCount);
  const file = openSync(path, "r+");
  writeSync(file, Uint8Array.of(0, 64), 0, 2, 44 + 2 * (sampleCount - 2));
  closeSync(file);
  await gather(join(tones, "s16.wav"));
  const before = process.memoryUsage().rss;
  let most = before;
  const { clip, problem, result } = await readClip(path, { withContentTag: false }, (_, blocks) => {
    let [at, sum, found, blockIndex] = [0, 0, -1, 0];
    for (const [samples] of blocks) {
      const click = samples!.indexOf(0.5);
      if (click !== -1) [sum, found] = [sum + 1, at + click];
      at += samples!.length;
      if (blockIndex++ % 256 === 0) most = Math.max(most, process.memoryUsage().rss);
    }
    return { at, sum, found };
  });
  assert.equal(problem, null);
  assert.equal(clip?.durationSeconds, 36_000);
  assert.deepEqual(result, { at: sampleCount, sum: 1, found: sampleCount - 2 });
  assert.ok(most - before < 64e6, `${((most - before) / 1e6).toFixed(0)} MB more`);
});

test("the hash of the sound does not depend on the container, and not on how deep its samples are stored", async () => {
  const hashOf = async (name: string): Promise<string> => {
    const { audio } = await readAudio(join(tones, name));
    assert.ok(audio.kind === "decoded");
    return hashSignal(audio.signal);
  };
  assert.equal(await hashOf("s16.wav"), await hashOf("s16.aiff"));
  assert.notEqual(await hashOf("s16.wav"), await hashOf("s24.wav"));
});
