import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeAudio } from "../../src/io/decode-audio.ts";
import { damaged, mutated, seeded, withPageChecksums } from "../support/mutations.ts";

const tones = join(import.meta.dirname, "../fixtures/audio/tones");

function assertSound(audio: Awaited<ReturnType<typeof decodeAudio>>, context: string): void {
  if (audio.kind === "failed") {
    assert.ok(audio.problem.reason.length > 0, context);
    return;
  }
  assert.ok(audio.clip.frameCount > 0 && Number.isFinite(audio.clip.durationSeconds), context);
  for (const channel of audio.signal.channels) assert.equal(channel.length, audio.clip.frameCount, context);
}

for (const name of readdirSync(tones)) {
  test(`40 mutations of ${name} neither throw, nor print, nor ask for much memory`, async (context) => {
    const print = context.mock.method(console, "error", () => {});
    const bytes = readFileSync(join(tones, name));
    const random = seeded(name.length * 7919 + bytes.length);
    for (let round = 0; round < 40; round++) {
      const input = mutated(bytes, random);
      const audio = await decodeAudio(input);
      assertSound(audio, `${name}, round ${round}`);
      const frames = audio.kind === "failed" ? 0 : audio.clip.frameCount * audio.clip.channelCount;
      assert.ok(frames <= 4096 * input.length, `${name}, round ${round}: ${frames} samples`);
    }
    assert.equal(print.mock.callCount(), 0);
  });
}

const bodies: readonly (readonly [name: string, isRepaired: boolean])[] = [
  ...["s16.wav", "f64.wav", "ima.wav", "s24.aiff", "s16.flac", "s24.flac"].map(
    (name) => [name, false] as const,
  ),
  ...["layer3.mp3", "vorbis.ogg", "opus.ogg"].map((name) => [name, false] as const),
  ...["vorbis.ogg", "opus.ogg"].map((name) => [name, true] as const),
];

for (const [name, isRepaired] of bodies) {
  const how = isRepaired ? ", its pages' checksums made right," : "";
  test(`damage anywhere in ${name}${how} ends in a good part or a reason`, {
    timeout: 120_000,
  }, async (context) => {
    context.mock.method(console, "error", () => {});
    const bytes = readFileSync(join(tones, name));
    const random = seeded(bytes.length);
    for (let round = 0; round < 60; round++) {
      const body = damaged(bytes, random);
      const input = isRepaired ? withPageChecksums(body) : body;
      const audio = await decodeAudio(input);
      assertSound(audio, `${name}, round ${round}`);
      const frames = audio.kind === "failed" ? 0 : audio.clip.frameCount * audio.clip.channelCount;
      assert.ok(frames <= 4096 * input.length, `${name}, round ${round}: ${frames} samples`);
    }
  });
}

test("random bytes are no audio", async () => {
  const random = seeded(1);
  for (let round = 0; round < 200; round++) {
    const bytes = Uint8Array.from({ length: 2000 }, () => Math.floor(random() * 256));
    const audio = await decodeAudio(bytes);
    assert.equal(audio.problem?.code, "file-unreadable", `round ${round}`);
  }
});

/** A 16-bit WAV file with a head made to measure. */
function wav(head: {
  channels?: number;
  rate?: number;
  blockBytes?: number;
  bits?: number;
  dataBytes?: number;
  bytesPerSecond?: number;
}) {
  const { channels = 1, rate = 8000, bits = 16, dataBytes = 8 } = head;
  const bytes = Buffer.alloc(52);
  bytes.write("RIFF\0\0\0\0WAVEfmt ", "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(head.bytesPerSecond ?? 0, 28);
  bytes.writeUInt16LE(head.blockBytes ?? ((channels * bits) >> 3) & 0xffff, 32);
  bytes.writeUInt16LE(bits, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(dataBytes, 40);
  return bytes;
}

const headers = [
  ["65535 channels", wav({ channels: 65_535 }), "header-invalid", /65535 channels/],
  ["no channel", wav({ channels: 0 }), "header-invalid", /0 channels/],
  ["a rate of 0", wav({ rate: 0 }), "header-invalid", /0 Hz/],
  ["a rate of 4 GHz", wav({ rate: 0xffffffff }), "header-invalid", /4294967295 Hz/],
  ["blocks that do not fit", wav({ blockBytes: 3 }), "header-invalid", /blocks of 3 bytes.* take 2/],
  ["7 bytes per sample", wav({ bits: 56 }), "codec-unsupported", /pcm_s56le/],
  ["more data than there is", wav({ dataBytes: 800 }), "file-truncated", /800 bytes, the file has 8: 1%/],
  ["4 GB of data", wav({ dataBytes: 0xf0000000 }), "file-truncated", /4026531840 bytes, the file has 8: 0%/],
] as const;

for (const [what, bytes, code, reason] of headers) {
  test(`a WAV header with ${what} is ${code}`, async () => {
    const { problem } = await decodeAudio(bytes);
    assert.equal(problem?.code, code);
    assert.match(problem?.reason ?? "", reason);
  });
}

for (const dataBytes of [0, 0xffffffff, 0x80000000, 0x7ffff000]) {
  test(`a data size of ${dataBytes} reaches to the end of the file`, async () => {
    const audio = await decodeAudio(wav({ dataBytes }));
    assert.equal(audio.kind, "decoded", audio.problem?.reason);
    assert.equal(audio.kind === "decoded" && audio.clip.frameCount, 4);
  });
}

test("a data chunk of size 0 before another chunk is empty", async () => {
  const list = Buffer.from("LIST\x04\0\0\0INFO", "latin1");
  const { problem } = await decodeAudio(Buffer.concat([wav({ dataBytes: 0 }).subarray(0, 44), list]));
  assert.equal(problem?.code, "file-empty");
});

test("a WAV header that contradicts itself or the file is a finding, and its audio is kept", async () => {
  const problemOf = async (bytes: Buffer) => {
    const audio = await decodeAudio(bytes);
    assert.equal(audio.kind === "failed" ? 0 : audio.clip.frameCount, 4);
    return audio.problem;
  };
  const rate = await problemOf(wav({ rate: 8000, bytesPerSecond: 32_000 }));
  assert.equal(rate?.code, "header-contradicts");
  assert.match(rate?.reason ?? "", /8000 Hz in frames of 2 bytes and 32000 bytes per second.* 16000 Hz/);
  assert.equal(await problemOf(wav({ rate: 8000, bytesPerSecond: 16_000 })), null);
  const hidden = await problemOf(Buffer.concat([wav({}), Buffer.alloc(5000, 7)]));
  assert.equal(hidden?.code, "header-contradicts");
  assert.match(hidden?.reason ?? "", /announces 8 bytes, and 5000 more follow/);
  const list = Buffer.concat([Buffer.from("LIST\x88\x13\0\0", "latin1"), Buffer.alloc(5000, 7)]);
  assert.equal(await problemOf(Buffer.concat([wav({}), list])), null);
  assert.equal(await problemOf(Buffer.concat([wav({}), Buffer.alloc(5000)])), null);
});

test("an MP3 header that counts fewer frames than there are is a finding", async () => {
  const bytes = Buffer.from(readFileSync(join(tones, "layer3.mp3")));
  const at = Math.max(bytes.indexOf("Xing"), bytes.indexOf("Info"));
  assert.ok(at > 0);
  const count = bytes.readUInt32BE(at + 8);
  bytes.writeUInt32BE(count - 3, at + 8);
  const { problem } = await decodeAudio(bytes);
  assert.equal(problem?.code, "header-contradicts");
  assert.match(
    problem?.reason ?? "",
    new RegExp(`announces ${count - 3} MPEG frames, the file has ${count}`),
  );
});
