import assert from "node:assert/strict";
import { test } from "node:test";
import { wrongExtensions } from "../../../src/explore/findings/wrong-extension.ts";
import { measuredExample } from "../../support/measured-examples.ts";

test("an MP3 named .wav is told", () => {
  const [finding] = wrongExtensions([measuredExample("dir.x/song.wav", { clip: { container: "mp3" } })]);
  assert.equal(finding?.subject, "dir.x/song.wav");
  assert.equal(finding?.evidence.observed, "mp3");
});

test("fitting names, upper case, unknown extensions and none at all are fine", () => {
  const fine = [
    measuredExample("a.WAV"),
    measuredExample("b.wav", { clip: { container: "rf64" } }),
    measuredExample("c.oga", { clip: { container: "ogg" } }),
    measuredExample("d.m4a", { clip: { container: "mp4" } }),
    measuredExample("e.take1"),
    measuredExample("dir.mp3/f"),
    measuredExample("g.mp3", { clip: null }),
  ];
  assert.deepEqual(wrongExtensions(fine), []);
});
