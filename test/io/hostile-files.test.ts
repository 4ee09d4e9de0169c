import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeAudio } from "../../src/io/decode-audio.ts";

const tones = join(import.meta.dirname, "../fixtures/audio/tones");

/** Numbers in 0..1 from a seed (mulberry32), so that a failure can be seen again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Changes one to eight bytes, mostly in the header, often to extreme values; now and then cuts the file. */
function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = new Uint8Array(bytes);
  const count = 1 + Math.floor(random() * 8);
  for (let change = 0; change < count; change++) {
    const reach = random() < 0.8 ? Math.min(128, copy.length) : copy.length;
    copy[Math.floor(random() * reach)] = random() < 0.4 ? 255 : Math.floor(random() * 256);
  }
  return random() < 0.2 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy;
}

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

/** Ways to damage a stretch of a file. */
const damages: readonly ((bytes: Buffer, at: number, end: number, random: () => number) => Buffer)[] = [
  (bytes, at, _, random) => bytes.fill(random() < 0.4 ? 255 : Math.floor(random() * 256), at, at + 1),
  (bytes, at, end, random) => bytes.fill(random() < 0.5 ? 0 : 255, at, end),
  (bytes, at, end, random) => {
    for (let place = at; place < end; place++) bytes[place] = Math.floor(random() * 256);
    return bytes;
  },
  (bytes, at, end) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]),
  (bytes, at, end) => Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]),
  (bytes, at) => bytes.subarray(0, at),
];

/** Damages the body in one to four places, wherever: changed, overwritten, left out, doubled or cut. */
function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  let copy: Buffer = Buffer.from(bytes);
  const count = 1 + Math.floor(random() * 4);
  for (let change = 0; change < count && copy.length > 0; change++) {
    const at = Math.floor(random() * copy.length);
    const end = Math.min(copy.length, at + 1 + Math.floor(random() * random() * 2000));
    copy = damages[Math.floor(random() * damages.length)]!(copy, at, end, random);
  }
  return new Uint8Array(copy);
}

/** Makes the checksum of each Ogg page right again, so that its damage reaches the decoder. */
function withPageChecksums(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  for (let at = file.indexOf("OggS"); at !== -1; at = file.indexOf("OggS", at + 4)) {
    const segments = file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0));
    const end = at + 27 + segments.length + segments.reduce((sum, segment) => sum + segment, 0);
    if (end > file.length) break;
    file.writeUInt32LE(0, at + 22);
    let crc = 0;
    for (const byte of file.subarray(at, end)) {
      crc ^= byte << 24;
      for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
    }
    file.writeUInt32LE(crc >>> 0, at + 22);
  }
  return file;
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
}) {
  const { channels = 1, rate = 8000, bits = 16, dataBytes = 8 } = head;
  const bytes = Buffer.alloc(52);
  bytes.write("RIFF\0\0\0\0WAVEfmt ", "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
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
