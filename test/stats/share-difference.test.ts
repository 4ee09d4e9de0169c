import assert from "node:assert/strict";
import { test } from "node:test";
import { shareDifference } from "../../src/stats/share-difference.ts";
import oracle from "../fixtures/drift.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

test("interval and Fisher's p agree with scipy", () => {
  for (const { first, second, low, high, pValue } of oracle.shares) {
    const found = shareDifference(
      { count: first[0]!, total: first[1]! },
      { count: second[0]!, total: second[1]! },
    );
    assertClose(found.low, low, 1e-9);
    assertClose(found.high, high, 1e-9);
    assertClose(found.pValue, pValue, 1e-9);
  }
});

// Newcombe 1998, table II, method 10: 56/70 against 48/80 is 0.0524 to 0.3339, 9/10 against 3/10 is 0.1705 to 0.8090.
test("Newcombe's own examples", () => {
  const first = shareDifference({ count: 48, total: 80 }, { count: 56, total: 70 });
  assert.deepEqual([first.low.toFixed(4), first.high.toFixed(4)], ["0.0524", "0.3339"]);
  const second = shareDifference({ count: 3, total: 10 }, { count: 9, total: 10 });
  assert.deepEqual([second.low.toFixed(4), second.high.toFixed(4)], ["0.1705", "0.8090"]);
});
