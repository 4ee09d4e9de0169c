import assert from "node:assert/strict";
import { test } from "node:test";
import { classBalance } from "../../../src/explore/findings/class-balance.ts";
import { measuredExample, several } from "../../support/measured-examples.ts";

test("eleven to one is imbalanced, ten to one is not", () => {
  const [finding] = classBalance([
    ...several(22, "dog", { label: "dog" }),
    ...several(2, "cat", { label: "cat" }),
  ]);
  assert.equal(finding?.code, "class-imbalance");
  assert.equal(finding?.evidence.observed, 11);
  assert.deepEqual(finding?.evidence.examples, ["cat"]);
  assert.deepEqual(
    classBalance([...several(20, "dog", { label: "dog" }), ...several(2, "cat", { label: "cat" })]),
    [],
  );
});

test("ten to one is imbalanced where few classes hold most: ten classes as diverse as 5.4 equal ones", () => {
  const classes = Array.from({ length: 10 }, (_, index) =>
    several(index < 2 ? 30 : 3, `class ${index}`, { label: `class ${index}` }),
  );
  const [finding] = classBalance(classes.flat());
  assert.equal(finding?.code, "class-imbalance");
  assert.match(finding?.message ?? "", /the 10 classes are as diverse as 5\.4 equal ones/);
});

test("a class of one cannot be split", () => {
  const codes = classBalance([
    ...several(3, "dog", { label: "dog" }),
    measuredExample("cat.wav", { label: "cat" }),
  ]).map(({ code, evidence }) => [code, evidence.examples]);
  assert.deepEqual(codes, [["class-too-small", ["cat"]]]);
});

test("some examples without a label are a warning; a set without labels is only told so", () => {
  const without = measuredExample("what.wav", { label: null });
  const severityOf = (items: Parameters<typeof classBalance>[0]) =>
    classBalance(items).map(({ severity }) => severity);
  assert.deepEqual(severityOf([...several(3, "dog"), without]), ["warning"]);
  assert.deepEqual(severityOf([without]), ["info"]);
});
