import assert from "node:assert/strict";
import { test } from "node:test";
import { examplesByFolder, folderRoles } from "../../src/datasets/folder-per-label.ts";

const cases = [
  ["labels right below the root", ["cat/1.wav", "dog/1.wav"], { splitDepth: null, labelDepth: 0 }],
  ["a folder between", ["audio/cat/1.wav", "audio/dog/1.wav"], { splitDepth: null, labelDepth: 1 }],
  ["splits above labels", ["train/cat/1.wav", "test/dog/1.wav"], { splitDepth: 0, labelDepth: 1 }],
  ["folds above labels", ["fold1/cat/1.wav", "fold10/dog/1.wav"], { splitDepth: 0, labelDepth: 1 }],
  ["one split alone", ["train/cat/1.wav", "train/dog/1.wav"], { splitDepth: 0, labelDepth: 1 }],
  ["splits below labels", ["cat/train/1.wav", "dog/train/1.wav"], { splitDepth: null, labelDepth: 0 }],
  ["splits without labels", ["train/1.wav", "test/2.wav"], { splitDepth: 0, labelDepth: null }],
  ["names that only begin like splits", ["trains/1.wav", "tests/1.wav"], { splitDepth: null, labelDepth: 0 }],
  ["no folder", ["1.wav", "2.wav"], { splitDepth: null, labelDepth: null }],
  ["one folder", ["recordings/1.wav", "recordings/2.wav"], { splitDepth: null, labelDepth: null }],
] as const;

for (const [what, paths, roles] of cases) {
  test(`${what}: ${paths.join(", ")}`, () => {
    assert.deepEqual(folderRoles(paths), roles);
  });
}

test("labels and splits are the folders' names, verbatim; a file beside the folders has no label", () => {
  const paths = ["Test/ 001 - Dog bark/a.wav", "Train/Rain/b.wav", "Train/stray.wav"];
  const examples = examplesByFolder("/data", paths, folderRoles(paths));
  assert.deepEqual(
    examples.map(({ id, path, label, split }) => [id, path, label, split]),
    [
      ["Test/ 001 - Dog bark/a.wav", "/data/Test/ 001 - Dog bark/a.wav", " 001 - Dog bark", "Test"],
      ["Train/Rain/b.wav", "/data/Train/Rain/b.wav", "Rain", "Train"],
      ["Train/stray.wav", "/data/Train/stray.wav", null, "Train"],
    ],
  );
});
