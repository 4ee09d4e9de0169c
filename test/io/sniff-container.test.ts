import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sniffContainer } from "../../src/io/sniff-container.ts";

const tones = join(import.meta.dirname, "../fixtures/audio/tones");

const containers = [
  ["s16.wav", "wav"],
  ["s16.rf64", "rf64"],
  ["s16.aiff", "aiff"],
  ["sowt.aifc", "aiff"],
  ["s16.au", "au"],
  ["s16.caf", "caf"],
  ["s16.flac", "flac"],
  ["vorbis.ogg", "ogg"],
  ["opus.ogg", "ogg"],
  ["layer3.mp3", "mp3"],
] as const;

for (const [name, container] of containers) {
  test(`${name} is ${container}`, () => {
    assert.deepEqual(sniffContainer(readFileSync(join(tones, name))), { kind: "audio", container });
  });
}

const magics = [
  ["\0\0\0\x20ftypM4A ", "mp4"],
  ["\x1a\x45\xdf\xa3\x9f", "webm"],
  ["\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"],
  ["wvpk\x40\0\0\0", "wavpack"],
  ["BW64\xff\xff\xff\xffWAVEds64", "rf64"],
] as const;

for (const [head, container] of magics) {
  test(`a file that starts with ${JSON.stringify(head)} is ${container}`, () => {
    assert.deepEqual(sniffContainer(Buffer.from(head, "latin1")), { kind: "audio", container });
  });
}

test("MP3 is found behind an ID3v2 tag", () => {
  const tag = Buffer.concat([Buffer.from("ID3\x03\0\0\0\0\x01\0", "latin1"), Buffer.alloc(128)]);
  const sniffed = sniffContainer(Buffer.concat([tag, readFileSync(join(tones, "layer3.mp3"))]));
  assert.deepEqual(sniffed, { kind: "audio", container: "mp3" });
});

const others = [
  ["", /empty: 0 bytes/],
  ["<!DOCTYPE html><title>404</title>", /an HTML page/],
  ["\xef\xbb\xbf\n <HTML>", /an HTML page/],
  ["version https://git-lfs.github.com/spec/v1\noid sha256:0", /git lfs pull/],
  ["\0\x05\x16\x07\0\x02\0\0Mac OS X", /AppleDouble/],
  ["field notes\n", /text that starts with "field notes\\n"/],
  ["\0\0\0\0\0\0", /all its 6 bytes are zero/],
  ["RIFF\x04\0\0\0AVI ", /starts with the bytes 52 49 46 46/],
  ["\xff\xfb\x90\x44 one MP3 head alone is chance", /no known audio format/],
] as const;

for (const [head, reason] of others) {
  test(`${JSON.stringify(head.slice(0, 20))} is no audio, and the reason says ${reason}`, () => {
    const sniffed = sniffContainer(Buffer.from(head, "latin1"));
    assert.equal(sniffed.kind, "unknown");
    assert.match(sniffed.kind === "unknown" ? sniffed.reason : "", reason);
  });
}
