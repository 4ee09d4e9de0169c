import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../src/pipeline/flow.ts";
import { createLedger, ledgersOf } from "../../src/profiler/example-ledger.ts";
import { simulateMachine } from "../support/simulated-machine.ts";
import { recordOn } from "../support/simulated-run.ts";

test("what stages say of an example adds up; the first to say it counts", () => {
  const ledger = createLedger();
  assert.equal(ledger.note(3, { id: "a.wav", label: "dog", attributes: { fold: 2, note: null } }), true);
  assert.equal(
    ledger.note(3, { label: "cat", audio: { clip: { sampleRateHertz: 48_000, codec: "flac" } } }),
    true,
  );
  assert.equal(ledger.note(3, new Float32Array(4)), false);
  assert.deepEqual(ledger.attributesOf(3), {
    id: "a.wav",
    label: "dog",
    fold: 2,
    sampleRateHertz: 48_000,
    codec: "flac",
  });
});

test("of very many examples a bounded number is kept, spread over all", () => {
  const ledger = createLedger();
  for (let index = 0; index < 100_000; index++) ledger.note(index, `clip-${index}`);
  const kept = Array.from({ length: 100_000 }, (_, index) => index).filter((index) =>
    ledger.attributesOf(index),
  );
  assert.ok(kept.length > 4000 && kept.length <= 8192, `${kept.length}`);
  assert.ok((kept[0] ?? 1) === 0 && (kept.at(-1) ?? 0) > 99_900);
});

test("a stage that drops, reorders or divides examples begins a new ledger; a batch ends it", () => {
  const kinds = ["source", "map", "filter", "map", "shuffle", "batch", "map", "unbatch", "map"] as const;
  const outputs = ledgersOf(kinds).map(({ output }) => output);
  const numbers = outputs.map((ledger) => (ledger === null ? null : outputs.indexOf(ledger)));
  assert.deepEqual(numbers, [0, 0, 2, 2, 4, null, null, 7, 7]);
});

for (const isLater of [false, true]) {
  test(`times meet the examples they belong to behind a filter and a shuffle${isLater ? ", when calls overlap" : ""}`, async () => {
    const machine = simulateMachine();
    const flow = source("list", () =>
      Array.from({ length: 60 }, (_, index) => ({ id: `${index}`, weight: index })),
    )
      .filter("even", ({ weight }) => weight % 2 === 0)
      .shuffle("shuffle", 10, { seed: 3 })
      .map(
        "decode",
        ({ weight }) => {
          if (isLater) return machine.latency(0.001 * (weight + 1)).then(() => weight);
          machine.work(0.001 * (weight + 1));
          return weight;
        },
        { concurrency: isLater ? 4 : 1 },
      );
    const examples = (await recordOn(machine, flow)).stages.at(-1)?.examples;
    assert.equal(examples?.indices.length, 30);
    examples?.attributes.forEach(({ id }, position) => {
      const seconds = examples.serviceSeconds[position] ?? 0;
      const expected = 0.001 * (Number(id) + 1);
      // A result may have been ready for a moment before it was seen: that moment is not service.
      assert.ok(
        isLater ? seconds <= expected + 1e-9 : Math.abs(seconds - expected) < 1e-9,
        `${id}: ${seconds}`,
      );
    });
  });
}
