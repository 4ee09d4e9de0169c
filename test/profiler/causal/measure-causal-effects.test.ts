import assert from "node:assert/strict";
import { test } from "node:test";
import { causalOptions, measureCausalEffects } from "../../../src/profiler/causal/measure-causal-effects.ts";
import { summarizeRun } from "../../../src/profiler/summarize-run.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";
import { workedFlow } from "../../support/worked-flow.ts";

test("virtual speed-ups see what the changed pipeline does: only the main thread's stages count", async () => {
  const machine = simulateMachine();
  const flow = workedFlow(machine);
  const record = await recordOn(machine, flow);
  const options = { ...causalOptions(record, 40), windowSeconds: 1 };
  const effects = await machine.run(() => measureCausalEffects(flow, options, machine));
  const at = (stage: string, share: number): number =>
    effects.find((effect) => effect.stage === stage && effect.share === share)?.speedup.center ?? Number.NaN;
  // 73.4 ms a batch of 8; halving augment saves 24 ms, mel 8 ms, and reading nothing.
  assertClose(at("augment", 0.5), 73.4 / (73.4 - 24), { relative: 0.02 });
  assertClose(at("mel", 0.5), 73.4 / (73.4 - 8), { relative: 0.02 });
  assertClose(at("read", 0.5), 1, { relative: 0.02 });
  assert.ok(effects.every(({ windowCount }) => windowCount >= 2));
});

test("with one slot, reading is what counts", async () => {
  const machine = simulateMachine();
  const flow = workedFlow(machine, { readSlots: 1 });
  const record = await recordOn(machine, flow);
  const options = { ...causalOptions(record, 40), windowSeconds: 1, stages: ["read", "decode"] };
  const effects = await machine.run(() => measureCausalEffects(flow, options, machine));
  const best = effects
    .filter(({ share }) => share === 0.25)
    .sort((a, b) => b.speedup.center - a.speedup.center)[0];
  assert.equal(best?.stage, "read");
  const faster = summarizeRun(record).run.examplesPerSecond * (best?.speedup.center ?? 0);
  assert.ok(faster > 90 && faster < 112, `${faster}`);
});
