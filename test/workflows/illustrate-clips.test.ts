import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { AudioChoice, WorstClips } from "../../src/model/clip-evidence.ts";
import { illustrateClips } from "../../src/workflows/illustrate-clips.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** Kinds of findings with these ids as their clips. */
function kindsOf(...groups: readonly (readonly string[])[]): readonly WorstClips[] {
  return groups.map((ids, index) => ({
    code: `kind-${index}`,
    count: ids.length,
    isRanked: true,
    clips: ids.map((exampleId) => ({ exampleId, label: null, split: null, observed: null })),
  }));
}

function audioUrlOf(folder: string, audio: AudioChoice, path: string): Promise<string | null | undefined> {
  const kinds = kindsOf(["clip"]);
  const page = { folder: join(folder, "reports", "set"), audio };
  return illustrateClips(kinds, new Map([["clip", path]]), page).then(
    ({ media }) => media.get("clip")?.audioUrl,
  );
}

test("a link is relative to the page, and survives any name; embedding holds the file; none names nothing", async (context) => {
  const folder = temporaryFolder(context);
  const path = join(folder, "data", "50% of #1 & ü?.wav");
  writeDeep(path, toneBytes(440));
  assert.equal(await audioUrlOf(folder, "link", path), "../../data/50%25%20of%20%231%20%26%20%C3%BC%3F.wav");
  assert.equal(
    await audioUrlOf(folder, "embed", path),
    `data:audio/wav;base64,${toneBytes(440).toString("base64")}`,
  );
  assert.equal(await audioUrlOf(folder, "none", path), null);
});

test("a file beside the page is no scheme", async (context) => {
  const folder = temporaryFolder(context);
  const path = join(folder, "reports", "set", "take:1.wav");
  writeDeep(path, toneBytes(440));
  assert.equal(await audioUrlOf(folder, "link", path), "./take%3A1.wav");
});

test("what cannot be read has neither picture nor sound", async (context) => {
  const folder = temporaryFolder(context);
  writeDeep(join(folder, "broken.wav"), "no audio");
  const paths = new Map([
    ["broken", join(folder, "broken.wav")],
    ["gone", join(folder, "gone.wav")],
  ]);
  const { media } = await illustrateClips(kindsOf(["broken", "gone", "unknown"]), paths, {
    folder,
    audio: "link",
  });
  assert.deepEqual(
    [...media],
    [
      ["broken", { thumbnail: null, audioUrl: null }],
      ["gone", { thumbnail: null, audioUrl: null }],
    ],
  );
});

test("60 clips at most are read again, the worst of each kind first, each once", async (context) => {
  const folder = temporaryFolder(context);
  writeDeep(join(folder, "tone.wav"), toneBytes(440, 0.05));
  const ids = (kind: number): readonly string[] =>
    Array.from({ length: 5 }, (_, place) => `${kind}-${place}`);
  const kinds = kindsOf(...Array.from({ length: 20 }, (_, kind) => ["shared", ...ids(kind)]));
  const paths = new Map(
    ["shared", ...kinds.flatMap((_, kind) => ids(kind))].map((id) => [id, join(folder, "tone.wav")]),
  );
  const { media } = await illustrateClips(kinds, paths, { folder, audio: "none" });
  assert.equal(media.size, 60);
  assert.ok(media.has("shared") && kinds.every((_, kind) => media.has(`${kind}-0`)));
});
