import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";

const fixtures = join(import.meta.dirname, "../fixtures/tables");
const script = join(import.meta.dirname, "../support/look-at-damaged.ts");
/** Damaged copies of each table. */
const copyCount = 30;
/** Memory that a process over all copies of one table may hold at its peak; a sound table takes about 110 MB. */
const mostMegabytes = 700;
/** Far more than all copies take on a busy machine: only a hang is as long. */
const mostSeconds = 240;

/** What became of the copies of one table. */
interface Outcome {
  readonly readCount: number;
  readonly refusedCount: number;
  /** What was thrown that is no plain error. */
  readonly strange: readonly string[];
  readonly peakMegabytes: number;
}

/** Looks at damaged copies in a process of its own, which a crash of the engine would end. */
function lookAtDamaged(table: string): Promise<Outcome> {
  const words = ["--import", "tsx", script, table, String(copyCount)];
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      words,
      { timeout: 1000 * mostSeconds, killSignal: "SIGKILL" },
      (error, stdout, stderr) => {
        if (error !== null)
          fail(new Error(`${table}: ${error.signal ?? error.code}: ${stderr.slice(-2000)}`));
        else done(JSON.parse(stdout) as Outcome);
      },
    );
  });
}

for (const name of ["mixed.parquet", "cars.arrow", "cars.stream.arrow", "lines.jsonl", "rows.csv.gz"]) {
  test(`${copyCount} damaged copies of ${name} are read or refused in words, without a crash, a hang or much memory`, async (context) => {
    const path = resolve(fixtures, name);
    const outcome = await lookAtDamaged(path);
    assert.ok(readFileSync(path).length > 0);
    assert.deepEqual(outcome.strange, []);
    assert.equal(outcome.readCount + outcome.refusedCount, copyCount);
    // Of text, what is damaged is told line by line.
    assert.ok(name.endsWith("l") || outcome.refusedCount > 0, "no copy was refused: nothing was damaged");
    assert.ok(outcome.peakMegabytes < mostMegabytes, `${outcome.peakMegabytes} MB`);
    context.diagnostic(
      `${outcome.readCount} read, ${outcome.refusedCount} refused, peak ${outcome.peakMegabytes} MB`,
    );
  });
}
