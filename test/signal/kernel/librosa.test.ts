import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readAudio } from "../../../src/io/read-audio.ts";
import type { MeasuredSignal } from "../../../src/signal/describe-signal.ts";
import { createKernel } from "../../../src/signal/kernel/create-kernel.ts";
import { measureSignal } from "../../../src/signal/measure-signal.ts";
import { assertClose } from "../../support/assert-close.ts";
import { type LibrosaFacts, librosaOracle } from "../../support/librosa-oracle.ts";
import { needsData, sharedData } from "../../support/requirements.ts";

/** 5e-5 dB as a ratio of powers, minus 1. */
const powerTolerance = 1.15e-5;
const kernel = createKernel();

function assertAsLibrosa(measured: MeasuredSignal, facts: LibrosaFacts, sampleRateHertz: number): void {
  for (const key of ["centroidHertz", "bandwidthHertz", "flatness", "frameRootMeanSquare"] as const) {
    assertClose(measured[key], facts[key], { relative: 1e-4, what: key });
  }
  assertClose(measured.zeroCrossingRate, facts.zeroCrossingRate, { absolute: 1e-15, what: "zero crossings" });
  assertClose(measured.rolloff85Hertz, facts.rolloff85Hertz, {
    absolute: sampleRateHertz / 2048,
    what: "rolloff",
  });
  const floor = 1e-11 * facts.totalPower;
  measured.melPowers.forEach((power, band) => {
    const expected = facts.meanMelPowers[band];
    assertClose(power, expected, { relative: powerTolerance, absolute: floor, what: `mel band ${band}` });
  });
  // The distance between the two vectors against the length of librosa's.
  const error = Math.hypot(...measured.mfccMeans.map((mean, order) => mean - facts.mfccMeans[order]!));
  assert.ok(error <= 1e-4 * Math.hypot(...facts.mfccMeans), `MFCC ${error}`);
}

/** Every `step`-th frame of a file, as a recording of its own. */
async function assertFileAsLibrosa(path: string, facts: LibrosaFacts, step = 1): Promise<void> {
  const { audio } = await readAudio(path);
  assert.ok(audio.kind !== "failed", path);
  const channels = audio.signal.channels.map((samples) => samples.filter((_, index) => index % step === 0));
  const sampleRateHertz = audio.signal.sampleRateHertz / step;
  assertAsLibrosa(kernel.measureSignal(channels, sampleRateHertz, 16), facts, sampleRateHertz);
  assertAsLibrosa(measureSignal(channels, sampleRateHertz, 16), facts, sampleRateHertz);
}

for (const [name, facts] of Object.entries(librosaOracle.fsdd)) {
  test(`kernel and twin as librosa 0.11.0: ${name}`, needsData("fsdd"), () =>
    assertFileAsLibrosa(join(sharedData("fsdd"), "recordings", name), facts),
  );
}

for (const [name, facts] of Object.entries(librosaOracle.files)) {
  test(`kernel and twin as librosa 0.11.0: ${name}`, needsData("mixed-formats"), () =>
    assertFileAsLibrosa(join(sharedData("mixed-formats"), "good", name), facts),
  );
}

for (const { file, step, ...facts } of librosaOracle.thinned) {
  const rate = Number(/(\d+)\.wav$/.exec(file)?.[1]) / step;
  test(`kernel and twin as librosa 0.11.0: ${file} at ${rate} Hz`, needsData("mixed-formats"), () =>
    assertFileAsLibrosa(join(sharedData("mixed-formats"), "good", file), facts, step),
  );
}
