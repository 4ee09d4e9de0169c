import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeAudio } from "../../src/io/decode-audio.ts";
import { readAiff } from "../../src/io/formats/read-aiff.ts";
import { readAu } from "../../src/io/formats/read-au.ts";
import { readCaf } from "../../src/io/formats/read-caf.ts";
import { readFlac } from "../../src/io/formats/read-flac.ts";
import { readWav } from "../../src/io/formats/read-wav.ts";
import type { DecodedAudio } from "../../src/model/audio-clip.ts";

const fixtures = join(import.meta.dirname, "../fixtures/audio");

/** What reads each format where WebAssembly has no SIMD, by the ending of the fixtures' names. */
const twins: Readonly<Record<string, (bytes: Uint8Array) => DecodedAudio | Promise<DecodedAudio>>> = {
  wav: readWav,
  rf64: readWav,
  aiff: readAiff,
  aifc: readAiff,
  au: readAu,
  caf: readCaf,
  flac: readFlac,
};

/** Everything about an outcome; samples as plain numbers, for -0 is 0 here. */
function plain(audio: DecodedAudio): unknown {
  if (audio.kind === "failed") return audio;
  return {
    ...audio,
    signal: audio.signal.channels.map((samples) => Array.from(samples, (value) => value + 0)),
  };
}

for (const folder of ["tones", "flac-variants"]) {
  for (const name of readdirSync(join(fixtures, folder))) {
    const twin = twins[name.split(".").at(-1) ?? ""];
    // The package has no 32 bits.
    if (twin === undefined || name.includes("-32")) continue;
    test(`${name} gives the same with and without decoders of our own, whole and cut`, async () => {
      const bytes = readFileSync(join(fixtures, folder, name));
      // By way of the package, the frame before a cut that leaves no whole head is lost.
      for (const share of /blocks-16|silence/.test(name) ? [1] : [1, 0.9, 0.5]) {
        const part = bytes.subarray(0, Math.ceil(bytes.length * share));
        const ours = await decodeAudio(part);
        const theirs: DecodedAudio = await twin(part);
        assert.equal(
          ours.problem?.code,
          theirs.problem?.code,
          `${ours.problem?.reason}; ${theirs.problem?.reason}`,
        );
        assert.deepEqual(plain(ours), plain(theirs), `${share}`);
      }
    });
  }
}

test("so does FLAC with a damaged frame in its middle", async () => {
  const bytes = new Uint8Array(readFileSync(join(fixtures, "tones/s16.flac")));
  const middle = Math.floor(bytes.length * 0.6);
  bytes[middle] = bytes[middle]! ^ 16;
  const ours = await decodeAudio(bytes);
  assert.equal(ours.kind, "partial");
  assert.deepEqual(plain(ours), plain(await readFlac(bytes)));
});
