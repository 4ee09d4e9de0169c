import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fleissKappa, pairAgreement } from "../../src/stats/agreement.ts";
import { seededRandom } from "../../src/stats/random.ts";

interface Case {
  readonly raters: readonly (readonly string[])[];
  readonly cohen: number;
  readonly fleiss: number;
}

const oracle = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/stats/agreement.json"), "utf8"),
);

test("Cohen's and Fleiss' kappa are those of scikit-learn and numpy", () => {
  for (const { raters, cohen, fleiss } of oracle.cases as readonly Case[]) {
    const [first, second] = [raters[0]!, raters[1]!];
    const { kappa } = pairAgreement(first.map((label, index) => [label, second[index]!]));
    assert.ok(Math.abs(kappa! - cohen) < 1e-12);
    const items = first.map((_, index) => raters.map((rater) => rater[index]!));
    assert.ok(Math.abs(fleissKappa(items)! - fleiss) < 1e-12);
  }
});

test("the example of Fleiss (1971, as in Wikipedia): 14 raters, 10 subjects, kappa 0.210", () => {
  const counts = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ];
  const items = counts.map((row) => row.flatMap((count, label) => Array<string>(count).fill(String(label))));
  assert.equal(fleissKappa(items)?.toFixed(3), "0.210");
});

test("the standard error is the spread of kappa over many drawn sets", () => {
  const random = seededRandom(3);
  const kappas: number[] = [];
  let error = 0;
  for (let set = 0; set < 400; set++) {
    const pairs = Array.from({ length: 200 }, (): [string, string] => {
      const truth = random.nextInt(3);
      const say = (): string => String(random.next() < 0.3 ? random.nextInt(3) : truth);
      return [say(), say()];
    });
    const { kappa, standardError } = pairAgreement(pairs);
    kappas.push(kappa!);
    error += standardError! / 400;
  }
  const mean = kappas.reduce((sum, kappa) => sum + kappa, 0) / kappas.length;
  const spread = Math.sqrt(kappas.reduce((sum, kappa) => sum + (kappa - mean) ** 2, 0) / kappas.length);
  assert.ok(Math.abs(error / spread - 1) < 0.12, `${error} against ${spread}`);
});

test("where chance explains all there is no kappa", () => {
  assert.equal(
    pairAgreement([
      ["a", "a"],
      ["a", "a"],
    ]).kappa,
    null,
  );
  assert.equal(fleissKappa([["a", "a", "a"]]), null);
  assert.equal(fleissKappa([]), null);
});
