import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fixtureModule, type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** Something done wrongly, the exit code for it, what is said, and what to try if there is a hint. */
interface Mistake {
  readonly words: readonly string[];
  readonly exitCode: 2 | 4 | 5;
  readonly says: RegExp;
  readonly tries?: RegExp;
}

const tones = fixtureModule("tones.ts");
const pipelineOf = (name: string): readonly string[] => ["pipeline", fixtureModule(name)];

const usage: Readonly<Record<string, Mistake>> = {
  "an unknown command": { words: ["datasets"], exitCode: 2, says: /unknown command 'datasets'.*dataset/ },
  "an unknown option": {
    words: ["dataset", "clips", "--lable"],
    exitCode: 2,
    says: /unknown option '--lable'/,
  },
  "an argument left out": { words: ["dataset"], exitCode: 2, says: /missing required argument 'path'/ },
  "an argument too many": { words: ["doctor", "who"], exitCode: 2, says: /too many arguments/ },
  "no such path": {
    words: ["dataset", "nowhere"],
    exitCode: 2,
    says: /no file or folder nowhere/,
    tries: /Check/,
  },
  "an empty folder": {
    words: ["dataset", "empty"],
    exitCode: 2,
    says: /no audio file in empty/,
    tries: /empty/,
  },
  "a file that is no manifest": {
    words: ["dataset", "note.txt"],
    exitCode: 2,
    says: /note\.txt/,
    tries: /./,
  },
  "a bad --label-pattern": {
    words: ["dataset", "clips", "--label-pattern", "{label"],
    exitCode: 2,
    says: /label pattern '\{label' cannot be used/,
    tries: /'\{label\}_\{group\}_\{index\}\.wav'/,
  },
  "a --label-pattern that fits nothing": {
    words: ["dataset", "clips", "--label-pattern", "{label}-{group}-{index}.wav"],
    exitCode: 2,
    says: /fits none of 1 audio files/,
    tries: /named like owl\/1\.wav/,
  },
  "a --label-column that is not there": {
    words: ["dataset", "list.csv", "--label-column", "species"],
    exitCode: 2,
    says: /list\.csv has no column "species"/,
    tries: /"path", "label"/,
  },
  "columns of a folder": {
    words: ["dataset", "clips", "--label-column", "species"],
    exitCode: 2,
    says: /needs a manifest; clips is a folder/,
    tries: /./,
  },
  "an unknown set of features": {
    words: ["dataset", "clips", "--features", "mfcc"],
    exitCode: 2,
    says: /'mfcc' is invalid.*none, meyda/,
  },
  "workers that are no number": {
    words: ["dataset", "clips", "--workers", "many"],
    exitCode: 2,
    says: /'many' is invalid\. give a whole number of at least 1/,
  },
  "an unknown severity": {
    words: ["dataset", "clips", "--fail-on", "fatal"],
    exitCode: 2,
    says: /'fatal' is invalid\. give one of info, warning, error/,
  },
  "a report where a file is": {
    words: ["dataset", "clips", "--out", "note.txt"],
    exitCode: 5,
    says: /cannot write note\.txt./,
    tries: /--out/,
  },
  "no such module": {
    words: ["pipeline", "none.ts"],
    exitCode: 2,
    says: /no such module: none\.ts/,
    tries: /./,
  },
  "a folder as a module": {
    words: ["pipeline", "clips"],
    exitCode: 2,
    says: /clips is a folder/,
    tries: /./,
  },
  "a module without a pipeline": {
    words: pipelineOf("no-pipeline.ts"),
    exitCode: 2,
    says: /exports no pipeline \(sampleRateHertz\)/,
    tries: /export default pipeline\(/,
  },
  "a module with two pipelines": {
    words: pipelineOf("two-pipelines.ts"),
    exitCode: 2,
    says: /exports 2 pipelines: (train, test|test, train)/,
    tries: /as default/,
  },
  "a module that throws while loading": {
    words: pipelineOf("throws-while-loading.ts"),
    exitCode: 2,
    says: /cannot be loaded: no licence file/,
    tries: /./,
  },
  "a module with a syntax error": {
    words: ["pipeline", "broken.ts"],
    exitCode: 2,
    says: /broken\.ts cannot be loaded: .*[Uu]nexpected token.*1:/,
    tries: /./,
  },
  "a pipeline that cannot be built": {
    words: pipelineOf("builder-throws.ts"),
    exitCode: 2,
    says: /pipeline "needs data" cannot be built: data is undefined/,
    tries: /--param/,
  },
  "a source that finds no folder": {
    words: pipelineOf("missing-folder.ts"),
    exitCode: 2,
    says: /stage "source" threw .*no file or folder no\/such\/folder/,
    tries: /Check the path/,
  },
  "a stage that throws": {
    words: pipelineOf("stage-throws.ts"),
    exitCode: 5,
    says: /stage "decode" threw on element 1 \(b\.wav\): not a WAV file/,
    tries: /./,
  },
  "a pipeline that gives nothing": {
    words: pipelineOf("gives-nothing.ts"),
    exitCode: 5,
    says: /nothing was measured/,
    tries: /filter/,
  },
  "a stage that waits for ever": {
    words: pipelineOf("never-settles.ts"),
    exitCode: 5,
    says: /ended before it was done/,
    tries: /never settled/,
  },
  "a module that ends the program": {
    words: pipelineOf("calls-exit.mjs"),
    exitCode: 5,
    says: /ended before it was done/,
    tries: /process\.exit/,
  },
  "a bad --param": { words: ["pipeline", tones, "--param", "count"], exitCode: 2, says: /give key=value/ },
  "a bad time": { words: ["pipeline", tones, "--max-time", "soon"], exitCode: 2, says: /30s or 5m/ },
  "too few rounds": {
    words: ["baseline", "save", "main", tones, "--rounds", "2"],
    exitCode: 2,
    says: /'2' is invalid\. give a whole number of at least 3/,
  },
  "a name that is no file name": {
    words: ["baseline", "show", "../main"],
    exitCode: 2,
    says: /cannot name a baseline/,
    tries: /letters/,
  },
  "a baseline of a stage that throws": {
    words: ["baseline", "save", "main", fixtureModule("stage-throws.ts")],
    exitCode: 5,
    says: /stage "decode" threw on element 1 \(b\.wav\): not a WAV file/,
    tries: /./,
  },
  "a baseline that is missing": {
    words: ["gate", tones, "--baseline", "main"],
    exitCode: 4,
    says: /no baseline at .*main\.json/,
    tries: /profile baseline save main <module>/,
  },
  "a baseline that is corrupted": {
    words: ["gate", tones, "--baseline", "cut"],
    exitCode: 4,
    says: /cut\.json is not whole JSON/,
    tries: /version control/,
  },
  "a baseline of a later version": {
    words: ["baseline", "show", "later"],
    exitCode: 4,
    says: /later\.json has schemaVersion 99/,
    tries: /Update/,
  },
  "a ratio that is none": { words: ["gate", "--margin", "-3"], exitCode: 2, says: /3% or 0\.03/ },
  "a configuration that is not there": {
    words: ["dataset", "clips", "--config", "none.json"],
    exitCode: 2,
    says: /cannot read none\.json/,
  },
  "a configuration that is not JSON": {
    words: ["dataset", "clips", "--config", "note.txt"],
    exitCode: 2,
    says: /note\.txt is not JSON/,
  },
};

describe("wrong usage is one line, a hint, and the exit code of its kind:", { concurrency: 2 }, () => {
  const folder = temporaryFolder({ after });

  before(() => {
    mkdirSync(join(folder, "empty"));
    writeDeep(join(folder, "clips/owl/1.wav"), toneBytes(440));
    writeFileSync(join(folder, "list.csv"), "path,label\nclips/owl/1.wav,owl\n");
    writeFileSync(join(folder, "note.txt"), "not a table\n");
    writeFileSync(join(folder, "broken.ts"), "export default pipeline(;\n");
    writeDeep(join(folder, ".soundings/baselines/cut.json"), '{ "schemaVersion": 1, "name"');
    writeDeep(join(folder, ".soundings/baselines/later.json"), '{ "schemaVersion": 99 }');
  });

  for (const [name, mistake] of Object.entries(usage)) {
    test(name, async () => {
      const run = await runProfile(mistake.words, { folder });
      assertOneLine(run);
      assert.match(run.stderr.split("\n")[0] ?? "", mistake.says);
      if (mistake.tries) assert.match(run.stderr.split("\n")[1] ?? "", mistake.tries);
      assert.equal(run.exitCode, mistake.exitCode);
    });
  }
});

/** One `error: ` line, at most one `  try: ` line, no stack trace, and nothing on standard output. */
function assertOneLine({ stdout, stderr }: ProgramRun): void {
  assert.equal(stdout, "");
  assert.match(stderr, /^error: \S[^\n]*\n( {2}try: \S[^\n]*\n)?$/);
  assert.doesNotMatch(stderr, /\n\s+at /);
}

test("an error that no stage caught ends the run with 5, never with 1, and shows where it came from", async (context) => {
  const folder = temporaryFolder(context);
  const { exitCode, stderr } = await runProfile(pipelineOf("loose-rejection.mjs"), { folder });
  assert.equal(exitCode, 5);
  assert.match(stderr, /^error: Error: nobody awaits me\n\s+at .*loose-rejection\.mjs/);
});
