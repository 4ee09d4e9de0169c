import assert from "node:assert/strict";
import { test } from "node:test";
import { runCommand } from "../../src/io/run-command.ts";
import type { Round } from "../../src/model/round.ts";
import { fixtureModule } from "../support/run-profile.ts";

const round = (module: string, ...words: readonly string[]): Promise<unknown> =>
  runCommand(["round", fixtureModule(module), "--passes", "1", ...words]);

test("the JSON that the program prints in a fresh process, whatever the module prints", async () => {
  const { pipeline, secondsPerExample } = (await round("chatty.mjs")) as Round;
  assert.equal(pipeline.name, "chatty");
  assert.deepEqual(Object.keys(secondsPerExample), ["stage:numbers", "stage:talk", "pipeline"]);
});

for (const [what, run, expected] of [
  [
    "a stage that throws",
    () => round("stage-throws.ts"),
    { code: "run", message: /^stage "decode" threw on element 1/, hint: /^catch the error/ },
  ],
  [
    "a module without a pipeline",
    () => round("no-pipeline.ts"),
    { code: "usage", message: /exports no pipeline/, hint: /^export one/ },
  ],
  [
    "a baseline that is missing",
    () => runCommand(["baseline", "show", "no-such-baseline"]),
    { code: "baseline", message: /^there is no baseline at/, hint: /^Save one first/ },
  ],
  [
    "a module that ends the process",
    () => round("calls-exit.mjs"),
    { code: "run", message: /ended before it was done/ },
  ],
  [
    "a module that kills the process",
    () => round("kills-itself.mjs"),
    { code: "run", message: /^a round was ended by SIGKILL: it said nothing$/ },
  ],
] as const) {
  test(`the trouble with ${what} is carried over with its kind, message and hint`, async () => {
    await assert.rejects(run(), { name: "SoundingsError", ...expected });
  });
}
