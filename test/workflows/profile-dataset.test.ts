import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
// As it is published: built, so that its threads can be started.
import { profileDataset } from "soundings";
import { temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

test("threads give what one thread gives, broken files included, and progress counts every file once", async (context) => {
  const folder = temporaryFolder(context);
  for (let index = 0; index < 40; index++) {
    // Long and short ones in turn, so that threads do not finish in order.
    const content = index === 7 ? "no samples" : toneBytes(200 + 10 * index, index % 2 === 0 ? 1 : 0.1);
    writeDeep(join(folder, `${index % 3}/${index}.wav`), content);
  }
  const profiled = [1, 2, 3].map(async (workerCount) => {
    const doneCounts: number[] = [];
    const report = await profileDataset({
      path: folder,
      features: "meyda",
      workerCount,
      isReproducible: true,
      onProgress: ({ doneCount, totalCount }) => doneCounts.push(doneCount / totalCount),
    });
    return { report, doneCounts };
  });
  const [alone, ...together] = await Promise.all(profiled);
  assert.equal(alone?.report.dataset.audioCount, 39);
  assert.deepEqual(
    alone?.doneCounts,
    Array.from({ length: 41 }, (_, index) => index / 40),
  );
  for (const others of together) assert.deepEqual(others, alone);
});
