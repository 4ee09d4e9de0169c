import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { findUpsampling } from "../../src/signal/find-upsampling.ts";

/** Mean spectra of ESC-10 clips that no threshold was chosen on, native and through real resamplers; see upsampling.py. */
interface Fixture {
  readonly binCount: number;
  readonly cases: readonly { readonly tool: string; readonly rateHertz: number }[];
  /** Quarters of a decibel as differences from bin to bin, int8, deflated, base64. */
  readonly spectra: string;
}

const path = join(import.meta.dirname, "../fixtures/signal/upsampling.json");
const { binCount, cases, spectra } = JSON.parse(readFileSync(path, "utf8")) as Fixture;
const steps = new Int8Array(inflateSync(Buffer.from(spectra, "base64")));

/** The rate before that is said of each case; null where none is. */
const traced = cases.map(({ tool, rateHertz }, index) => {
  let level = 0;
  const decibels = Float64Array.from(steps.subarray(index * binCount, (index + 1) * binCount), (step) => {
    level += step;
    return level / 4;
  });
  const found = findUpsampling({ binHertz: 22050 / (binCount - 1), decibels }, false);
  return { tool, rateHertz, sourceRateHertz: found?.sourceRateHertz ?? null };
});

const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / whole.length;

test("native and resampled clips of 1 s are told apart: balanced accuracy of at least 0.97", (t) => {
  const native = traced.filter(({ tool }) => tool === "native");
  const planted = traced.filter(({ tool }) => tool !== "native");
  const found = planted.filter(({ sourceRateHertz }) => sourceRateHertz !== null);
  const right = planted.filter(({ rateHertz, sourceRateHertz }) => sourceRateHertz === rateHertz);
  const flagged = native.filter(({ sourceRateHertz }) => sourceRateHertz !== null);
  const balancedAccuracy = (share(found, planted) + 1 - share(flagged, native)) / 2;
  t.diagnostic(
    `planted ${planted.length}, found ${found.length}, right rate ${right.length}; native ${native.length}, ` +
      `flagged ${flagged.length}; balanced accuracy ${balancedAccuracy.toFixed(4)}`,
  );
  assert.ok(balancedAccuracy >= 0.97, `balanced accuracy ${balancedAccuracy}`);
  assert.ok(share(right, found) >= 0.97, `${right.length} of ${found.length}`);
});

for (const [tool, least] of Object.entries({ scipy: 0.95, ffmpeg: 0.95, sox: 0.95, linear: 0.95 })) {
  test(`${least} or more of what ${tool} upsampled is found`, () => {
    const planted = traced.filter((one) => one.tool === tool);
    const found = planted.filter(({ sourceRateHertz }) => sourceRateHertz !== null);
    assert.ok(share(found, planted) >= least, `${found.length} of ${planted.length}`);
  });
}
