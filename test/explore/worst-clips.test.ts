import assert from "node:assert/strict";
import { test } from "node:test";
import { signalDefects } from "../../src/explore/findings/signal-defects.ts";
import { worstClips } from "../../src/explore/worst-clips.ts";
import { measuredExample, several } from "../support/measured-examples.ts";

test("of many clipped clips the most clipped come first, with what was seen", () => {
  const items = Array.from({ length: 30 }, (_, index) =>
    measuredExample(`${index}.wav`, { signal: { clippedShare: ((7 * index) % 30) / 1000 } }),
  );
  const [clipped] = worstClips(signalDefects(items), items);
  assert.equal(clipped!.code, "clipped");
  assert.equal(clipped!.isRanked, true);
  assert.equal(clipped!.count, 29);
  assert.deepEqual(
    clipped!.clips.map(({ observed }) => observed),
    [0.029, 0.028, 0.027, 0.026, 0.025],
  );
});

test("no more clips are shown than the finding counts: those below its threshold do not show it", () => {
  const items = [0.02, -0.3, 0.005, 0.001].map((dcOffset, index) =>
    measuredExample(`${index}.wav`, { signal: { dcOffset } }),
  );
  const [offset] = worstClips(signalDefects(items), items);
  assert.deepEqual(
    offset!.clips.map(({ exampleId, observed }) => [exampleId, observed]),
    [
      ["1.wav", -0.3],
      ["0.wav", 0.02],
    ],
  );
});

test("where nothing says which is worse, clips are those that the findings name; labels are no clips", () => {
  const items = several(3, "x");
  const evidence = { observed: "mp3", expected: "wav", count: 1, rule: "r" };
  const findings = [
    { code: "wrong-extension", severity: "warning", subject: "x-02.wav", message: "m", evidence },
    {
      code: "class-imbalance",
      severity: "warning",
      subject: "dataset",
      message: "m",
      evidence: { ...evidence, examples: ["dog"] },
    },
  ] as const;
  const kinds = worstClips(findings, items);
  assert.deepEqual(
    kinds.map(({ code }) => code),
    ["wrong-extension"],
  );
  assert.deepEqual(kinds[0]!.clips, [{ exampleId: "x-02.wav", label: "a", split: null, observed: "mp3" }]);
});

test("clips of which two properties tell the label are counted once", () => {
  const items = several(9, "x");
  const evidence = { observed: 0.9, expected: 0.5, count: 9, rule: "r" };
  const finding = (subject: string, examples: readonly string[]) =>
    ({
      code: "shortcut-label",
      severity: "warning",
      subject,
      message: "m",
      evidence: { ...evidence, examples },
    }) as const;
  const [first, second, third] = items.map(({ example }) => example.id);
  const overlapping = [finding("dcOffset", [first!, second!]), finding("codec", [second!, third!])];
  assert.equal(worstClips(overlapping, items)[0]!.count, 9);
  const apart = [finding("dcOffset", [first!]), finding("codec", [second!])];
  assert.equal(worstClips(apart, items)[0]!.count, 9);
  const named = {
    ...finding("copies", [first!, second!]),
    evidence: { ...evidence, count: 2, examples: [first!, second!] },
  };
  const others = { ...finding("more", [third!]), evidence: { ...evidence, count: 1, examples: [third!] } };
  assert.equal(worstClips([named, others], items)[0]!.count, 3);
});
