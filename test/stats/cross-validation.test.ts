import assert from "node:assert/strict";
import { test } from "node:test";
import { binnedAccuracy, foldCount, stratifiedFolds } from "../../src/stats/cross-validation.ts";
import { seededRandom } from "../../src/stats/random.ts";

test("each part has its share of every class", () => {
  const classes = Uint16Array.from({ length: 50 }, (_, index) => (index < 40 ? 0 : 1));
  const folds = stratifiedFolds(classes, 2);
  for (let fold = 0; fold < foldCount; fold += 1) {
    const inFold = (which: number) => folds.filter((f, item) => f === fold && classes[item] === which).length;
    assert.deepEqual([inFold(0), inFold(1)], [8, 2]);
  }
});

test("bins that are the classes tell all of them", () => {
  const classes = Uint16Array.from({ length: 60 }, (_, index) => index % 3);
  assert.equal(binnedAccuracy({ bins: classes, binCount: 3 }, { classes, classCount: 3 }), 1);
});

test("a bin that holds one class of three for certain tells two thirds: that class, and one of the others", () => {
  const classes = Uint16Array.from({ length: 60 }, (_, index) => index % 3);
  const bins = classes.map((index) => (index === 2 ? 1 : 0));
  assert.ok(Math.abs(binnedAccuracy({ bins, binCount: 2 }, { classes, classCount: 3 }) - 2 / 3) < 1e-12);
});

test("a rare class counts as much as a common one", () => {
  const classes = Uint16Array.from({ length: 110 }, (_, index) => (index < 100 ? 0 : 1));
  const bins = new Uint16Array(110);
  assert.equal(binnedAccuracy({ bins, binCount: 1 }, { classes, classCount: 2 }), 0.5);
});

test("without a relation the accuracy is that of chance", () => {
  const random = seededRandom(7);
  const draw = (bound: number) => Uint16Array.from({ length: 20000 }, () => random.nextInt(bound));
  const accuracy = binnedAccuracy({ bins: draw(8), binCount: 8 }, { classes: draw(4), classCount: 4 });
  assert.ok(Math.abs(accuracy - 0.25) < 0.015, `${accuracy}`);
});

test("a bin of one item tells nothing of it: an item is never predicted from itself", () => {
  const classes = Uint16Array.from({ length: 40 }, (_, index) => index % 2);
  const bins = Uint16Array.from({ length: 40 }, (_, index) => index);
  assert.equal(binnedAccuracy({ bins, binCount: 40 }, { classes, classCount: 2 }), 0.5);
});
