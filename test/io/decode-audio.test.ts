import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeAudio } from "../../src/io/decode-audio.ts";
import { hashSignal } from "../../src/io/hash-signal.ts";
import { readAudio } from "../../src/io/read-audio.ts";
import type { AudioSignal, DecodedAudio } from "../../src/model/audio-clip.ts";
import { needsData, sharedData } from "../support/requirements.ts";

const fixtures = join(import.meta.dirname, "../fixtures/audio");

/** What an outside decoder reads of a file; see tones.py and mixed-formats.py for its version. */
interface Reference {
  readonly sampleRateHertz: number;
  readonly channelCount: number;
  readonly frameCount: number;
  readonly sha256?: string;
}

function references(name: string): Readonly<Record<string, Reference>> {
  return JSON.parse(readFileSync(join(fixtures, name), "utf8")).files;
}

function decodedOf(audio: DecodedAudio) {
  assert.equal(audio.kind, "decoded", audio.problem?.reason);
  return audio as DecodedAudio & { kind: "decoded" };
}

function interleavedSha256({ channels }: AudioSignal): string {
  const frameCount = channels[0]?.length ?? 0;
  const samples = new Float32Array(frameCount * channels.length);
  channels.forEach((channel, index) => {
    channel.forEach((value, frame) => {
      samples[frame * channels.length + index] = value;
    });
  });
  return createHash("sha256").update(new Uint8Array(samples.buffer)).digest("hex");
}

function agrees(audio: DecodedAudio, reference: Reference): void {
  const { clip, signal } = decodedOf(audio);
  assert.deepEqual(
    [clip.sampleRateHertz, clip.channelCount, clip.frameCount],
    [reference.sampleRateHertz, reference.channelCount, reference.frameCount],
  );
  if (reference.sha256 !== undefined) assert.equal(interleavedSha256(signal), reference.sha256);
}

for (const [name, reference] of Object.entries(references("flac-variants.json"))) {
  test(`${name} of the FLAC variants reads as libsndfile and flac read it`, async () => {
    agrees((await readAudio(join(fixtures, "flac-variants", name))).audio, reference);
  });
}

for (const [name, reference] of Object.entries(references("tones.json"))) {
  test(`${name} reads as libsndfile reads it`, async () => {
    agrees((await readAudio(join(fixtures, "tones", name))).audio, reference);
  });
}

/** What libsndfile decodes of a lossy file; see lossy.py. */
interface LossyReference extends Reference {
  readonly rms: number;
  readonly samples: readonly number[];
  readonly ffmpegDistance: number;
}

for (const [name, reference] of Object.entries(references("lossy.json") as Record<string, LossyReference>)) {
  const [folder, file] = name.split("/") as [string, string];
  const isHere = folder === "tones";
  test(
    `${file} is within 1e-3 of what libsndfile decodes`,
    isHere ? {} : needsData("mixed-formats"),
    async () => {
      const path = join(isHere ? join(fixtures, folder) : join(sharedData("mixed-formats"), folder), file);
      const audio = (await readAudio(path)).audio;
      agrees(audio, reference);
      const [samples] = decodedOf(audio).signal.channels;
      const { samples: expected, rms, frameCount } = reference;
      const squares = expected.map((value, index) => {
        const place = Math.floor((index * (frameCount - 1)) / (expected.length - 1));
        return (samples![place]! - value) ** 2;
      });
      const distance = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
      assert.ok(distance < 1e-3, `${distance}`);
      const energy = samples!.reduce((sum, value) => sum + value * value, 0);
      assert.ok(Math.abs(Math.sqrt(energy / frameCount) - rms) < 1e-3);
    },
  );
}

const codecs: Readonly<Record<string, string>> = {
  "u8.wav": "pcm_u8",
  "s24.wav": "pcm_s24le",
  "f64.wav": "pcm_f64le",
  "ulaw.wav": "pcm_mulaw",
  "ima.wav": "adpcm_ima_wav",
  "ms.wav": "adpcm_ms",
  "s8.aiff": "pcm_s8",
  "s16.aiff": "pcm_s16be",
  "sowt.aifc": "pcm_s16le",
  "alaw.au": "pcm_alaw",
  "s24be.caf": "pcm_s24be",
  "s16.flac": "flac",
  "vorbis.ogg": "vorbis",
  "opus.ogg": "opus",
  "layer3.mp3": "mp3",
};

for (const [name, codec] of Object.entries(codecs)) {
  test(`${name} is called ${codec}, as ffmpeg calls it`, async () => {
    const { clip } = decodedOf((await readAudio(join(fixtures, "tones", name))).audio);
    assert.equal(clip.codec, codec);
  });
}

test("the same samples hash equal in WAV, AIFF, AU, CAF and RF64", async () => {
  const names = ["s16.wav", "s16.aiff", "sowt.aifc", "s16.au", "s16.caf", "s16.rf64"];
  const hashes = await Promise.all(
    names.map(async (name) =>
      hashSignal(decodedOf((await readAudio(join(fixtures, "tones", name))).audio).signal),
    ),
  );
  assert.equal(new Set(hashes).size, 1);
});

test("a file that cannot be opened has failed, with its reason", async () => {
  const { sizeBytes, audio } = await readAudio(join(fixtures, "no-such-file.wav"));
  assert.equal(sizeBytes, 0);
  assert.equal(audio.problem?.code, "file-unreadable");
  assert.match(audio.problem?.reason ?? "", /ENOENT/);
});

/** Cutting any whole file short must show: nothing may be called whole that is not. */
for (const name of [
  "s16.wav",
  "s16.aiff",
  "s16.au",
  "s16.caf",
  "s16.flac",
  "vorbis.ogg",
  "opus.ogg",
  "layer3.mp3",
]) {
  for (const share of [0.8, 0.95]) {
    test(`${name} cut to ${share} of its bytes is truncated`, async () => {
      const bytes = readFileSync(join(fixtures, "tones", name));
      const audio = await decodeAudio(bytes.subarray(0, Math.floor(bytes.length * share)));
      assert.notEqual(audio.kind, "decoded");
      assert.equal(audio.problem?.code, "file-truncated", audio.problem?.reason);
    });
  }
}

for (const name of ["s16.flac", "vorbis.ogg", "opus.ogg"]) {
  test(`${name} with one changed byte in its middle is corrupt`, async () => {
    const bytes = new Uint8Array(readFileSync(join(fixtures, "tones", name)));
    const middle = Math.floor(bytes.length * 0.6);
    bytes[middle] = (bytes[middle] ?? 0) ^ 0x10;
    const audio = await decodeAudio(bytes);
    assert.notEqual(audio.kind, "decoded");
    assert.ok(["file-corrupt", "file-truncated"].includes(audio.problem?.code ?? ""), audio.problem?.reason);
  });
}

test("garbage between MP3 frames is told by its size and place", async () => {
  const bytes = readFileSync(join(fixtures, "tones/layer3.mp3"));
  const { frames } = await import("../../src/io/formats/mp3-frames.ts").then(
    ({ findMp3Frames }) => findMp3Frames(bytes) ?? assert.fail("no frames"),
  );
  const at = frames[4]?.offset ?? 0;
  const audio = await decodeAudio(
    Buffer.concat([bytes.subarray(0, at), Buffer.alloc(300, 0x55), bytes.subarray(at)]),
  );
  assert.equal(audio.kind, "partial");
  assert.match(audio.problem?.reason ?? "", new RegExp(`^300 bytes from offset ${at} `));
});

/** Cutting these to 60 % leaves part of the sound. */
const cuttable = [
  "m4a_alac_stereo_44100.m4a",
  "aac_adts_mono_44100.aac",
  "webm_opus_mono.webm",
  "wavpack_mono_44100.wv",
  "wma_v2_mono_22050.wma",
  "wav_adpcm_ima_22050.wav",
  "flac_24_stereo_48000.flac",
];

for (const name of cuttable) {
  test(`${name} cut to 60 % is truncated`, needsData("mixed-formats"), async () => {
    const bytes = readFileSync(join(sharedData("mixed-formats"), "good", name));
    const { kind, problem } = await decodeAudio(bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    if (name.endsWith(".m4a")) {
      // ffmpeg writes the index at the end: without it nothing can be decoded.
      assert.deepEqual([kind, problem?.code], ["failed", "file-unreadable"]);
    } else {
      assert.deepEqual([kind, problem?.code], ["partial", "file-truncated"], problem?.reason);
    }
  });
}

test("a damaged WavPack block ends the recording there", needsData("mixed-formats"), async () => {
  const bytes = new Uint8Array(readFileSync(join(sharedData("mixed-formats"), "good/wavpack_mono_44100.wv")));
  bytes.fill(0x55, Math.floor(bytes.length * 0.6), Math.floor(bytes.length * 0.6) + 400);
  const audio = await decodeAudio(bytes);
  assert.equal(audio.kind, "partial");
  assert.equal(audio.problem?.code, "file-corrupt");
});

/** Lengths of files that libsndfile does not read. */
const unreadByLibsndfile: Readonly<Record<string, Reference>> = {
  // 5 s at 44.1 kHz, as it was encoded: the edit list hides the encoder's priming.
  "good/m4a_aac_mono_44100.m4a": { sampleRateHertz: 44_100, channelCount: 1, frameCount: 220_500 },
  // ffmpeg 5.1 decodes as many.
  "good/m4a_alac_stereo_44100.m4a": { sampleRateHertz: 44_100, channelCount: 2, frameCount: 88_196 },
  // ffmpeg 5.1 decodes one packet of 1,024 frames more, the encoder's priming.
  "good/aac_adts_mono_44100.aac": { sampleRateHertz: 44_100, channelCount: 1, frameCount: 88_064 },
  "good/wavpack_mono_44100.wv": { sampleRateHertz: 44_100, channelCount: 1, frameCount: 88_200 },
  "good/webm_opus_mono.webm": { sampleRateHertz: 48_000, channelCount: 1, frameCount: 144_000 },
  // ffmpeg 5.1 decodes as many: WMA states no padding.
  "good/wma_v2_mono_22050.wma": { sampleRateHertz: 22_050, channelCount: 1, frameCount: 65_536 },
};

test(
  "all 40 good files of mixed-formats read as outside decoders read them",
  needsData("mixed-formats"),
  async () => {
    const known = { ...references("mixed-formats.json"), ...unreadByLibsndfile };
    const names = readdirSync(join(sharedData("mixed-formats"), "good"));
    assert.equal(names.length, 40);
    for (const name of names) {
      const reference = known[`good/${name}`];
      assert.ok(reference !== undefined, name);
      agrees((await readAudio(join(sharedData("mixed-formats"), "good", name))).audio, reference);
    }
  },
);

/** What each kind of fault in expected_faults.json comes out as; the kinds not named here decode whole. */
const outcomes: Readonly<Record<string, readonly [kind: DecodedAudio["kind"], code: string]>> = {
  unreadable: ["failed", "file-unreadable"],
  empty: ["failed", "file-empty"],
  truncated: ["partial", "file-truncated"],
  corrupt: ["partial", "file-corrupt"],
  "bad-header": ["failed", "header-invalid"],
  junk: ["failed", "file-unreadable"],
};

test("each broken file of mixed-formats gives exactly its fault", needsData("mixed-formats"), async () => {
  const root = sharedData("mixed-formats");
  const faults = JSON.parse(readFileSync(join(root, "expected_faults.json"), "utf8")).broken;
  for (const [name, { kind }] of Object.entries<{ kind: string }>(faults)) {
    const { audio } = await readAudio(join(root, "broken", name));
    const [expectedKind, code] = outcomes[kind] ?? ["decoded", undefined];
    assert.deepEqual(
      [name, audio.kind, audio.problem?.code],
      [name, expectedKind, code],
      audio.problem?.reason,
    );
  }
});

test("480 clips of fsdd last 212.98375 s at 8,000 Hz", needsData("fsdd"), async () => {
  const folder = join(sharedData("fsdd"), "recordings");
  let seconds = 0;
  for (const name of readdirSync(folder)) {
    const { clip } = decodedOf((await readAudio(join(folder, name))).audio);
    assert.equal(clip.sampleRateHertz, 8000);
    seconds += clip.durationSeconds;
  }
  assert.ok(Math.abs(seconds - 212.98375) < 1e-6, `${seconds}`);
});

test("200 clips of esc10 last 1003.26458 s (libsndfile, facts.json)", needsData("esc10"), async () => {
  const root = join(sharedData("esc10"), "audio");
  let seconds = 0;
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ogg"),
  )) {
    seconds += decodedOf((await readAudio(join(root, name))).audio).clip.durationSeconds;
  }
  assert.ok(Math.abs(seconds - 1003.2645804988663) < 1e-6, `${seconds}`);
});
