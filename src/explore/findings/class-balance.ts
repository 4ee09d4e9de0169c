import type { Finding } from "../../model/finding.ts";
import { effectiveClassCount, entropyBalance } from "../../stats/entropy.ts";
import { groupByEach } from "../group-by.ts";
import { type ExampleItem, itemLabels } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, idsOf } from "./finding-set.ts";

const largestRatio = 10;
const rarestShareOfEqual = 0.1;
const leastEffectiveShare = 2 / 3;
const fewestExamples = 2;

const imbalance: FindingKind = {
  code: "class-imbalance",
  severity: "warning",
  rule: `largest over smallest class at most ${largestRatio}, no share below ${rarestShareOfEqual} / number of classes, and classes as diverse as two thirds as many equal ones`,
  expected: largestRatio,
};

const tooFew: FindingKind = {
  code: "class-too-small",
  severity: "warning",
  rule: `at least ${fewestExamples} examples in a class: one to train with, one to test with`,
  expected: fewestExamples,
};

const unlabelled: FindingKind = {
  code: "unlabelled-examples",
  severity: "warning",
  rule: "every example has a label",
  expected: 0,
};

/** Classes that differ much in size, classes too small to use, and examples without a label. */
export function classBalance(items: readonly ExampleItem[]): readonly Finding[] {
  const counts = [...groupByEach(items, itemLabels)]
    .map(([label, group]) => ({ label, count: group.length }))
    .sort((a, b) => a.count - b.count);
  return [...classImbalance(counts), ...smallClasses(counts), ...unlabelledExamples(items)];
}

/** A class and how many examples it has. */
export interface LabelCount {
  readonly label: string;
  readonly count: number;
}

/** Classes that differ much in size, given by rising count. */
export function classImbalance(ascending: readonly LabelCount[]): readonly Finding[] {
  const rarest = ascending[0];
  const commonest = ascending[ascending.length - 1];
  if (rarest === undefined || commonest === undefined || ascending.length < 2) return [];
  const counts = ascending.map(({ count }) => count);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ratio = commonest.count / rarest.count;
  const effectiveCount = effectiveClassCount(counts) ?? 0;
  const isBalanced =
    ratio <= largestRatio &&
    rarest.count / total >= rarestShareOfEqual / counts.length &&
    effectiveCount >= leastEffectiveShare * counts.length;
  if (isBalanced) return [];
  const message =
    `The largest class (${commonest.label}: ${commonest.count}) is ${ratio.toFixed(1)} times the smallest ` +
    `(${rarest.label}: ${rarest.count}); the ${counts.length} classes are as diverse as ` +
    `${effectiveCount.toFixed(1)} equal ones (entropy balance ${(entropyBalance(counts) ?? 0).toFixed(2)}).`;
  const examples = ascending
    .filter(({ count }) => commonest.count / count > largestRatio)
    .map(({ label }) => label);
  return [
    datasetFinding(imbalance, { observed: ratio, count: Math.max(1, examples.length), message, examples }),
  ];
}

function smallClasses(ascending: readonly LabelCount[]): readonly Finding[] {
  const small = ascending.filter(({ count }) => count < fewestExamples).map(({ label }) => label);
  if (small.length === 0) return [];
  const message = `Classes with a single example: ${small.length} of ${ascending.length}.`;
  return [datasetFinding(tooFew, { observed: 1, count: small.length, message, examples: small })];
}

function unlabelledExamples(items: readonly ExampleItem[]): readonly Finding[] {
  const found = items.filter((item) => item.example.label === null);
  if (found.length === 0) return [];
  // A set without any label was not meant to have some: worth knowing, no fault.
  const severity = found.length === items.length ? "info" : "warning";
  const message = `Examples without a label: ${found.length} of ${items.length}.`;
  return [
    datasetFinding(
      { ...unlabelled, severity },
      { observed: found.length, count: found.length, message, examples: idsOf(found) },
    ),
  ];
}
