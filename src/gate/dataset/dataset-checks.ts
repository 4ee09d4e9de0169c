import {
  type DatasetComparison,
  type ExampleChangeKind,
  exampleChangeKinds,
} from "../../model/dataset-comparison.ts";
import type { ListChange } from "../../model/drift.ts";
import type { Check, CheckKind } from "../../model/verdict.ts";
import { driftChecks } from "./drift-checks.ts";
import { findingChecks } from "./finding-checks.ts";

/** Examples that a check names. */
const namedCount = 20;

/** What the kind of a change is called when it is told of several examples. */
const verbs: Readonly<Record<ExampleChangeKind, string>> = {
  removed: "gone",
  relabelled: "labelled otherwise",
  moved: "in another split",
  altered: "another sound under the old name",
  reencoded: "stored otherwise (another codec, rate, depth or size)",
  regrouped: "in another group",
  edited: "described otherwise by the manifest",
  renamed: "under another path",
  added: "new",
};

/** What is otherwise of images. */
const imageVerbs: Readonly<Record<ExampleChangeKind, string>> = {
  ...verbs,
  altered: "another picture under the old name",
  reencoded: "stored otherwise (another format, mode, depth or size)",
};

/** What is told and never fails: what adds, and what changes a name alone. */
const harmless: ReadonlySet<string> = new Set(["added", "renamed"]);

/**
 * A comparison of datasets as checks: one per kind of change, one per list, one per drift worth telling, and one over all
 * findings or one per new one. `allowed` names what is only told, by quantity (`removed`, `relabelled`, `drift`, ...).
 */
export function datasetChecks(
  comparison: DatasetComparison,
  allowed: readonly string[] = [],
): readonly Check[] {
  const checks = [
    ...(comparison.countedKinds ?? exampleChangeKinds).map((kind) => changeCheck(kind, comparison)),
    ...comparison.lists.map(listCheck),
    ...driftChecks(comparison),
    ...findingChecks(comparison),
  ];
  return checks.map((check) => (isAllowed(check, allowed) ? { ...check, kind: "notice" } : check));
}

function isAllowed({ kind, quantity }: Check, allowed: readonly string[]): boolean {
  const name = quantity.split(":")[0] ?? "";
  return (kind === "failed" || kind === "inconclusive") && allowed.includes(name);
}

function changeCheck(
  kind: ExampleChangeKind,
  { kind: media, changes, beforeCount, countedKinds }: DatasetComparison,
): Check {
  const verb = (media === "image" ? imageVerbs : verbs)[kind];
  const { count, changes: listed } = changes[kind];
  const total = kind === "added" ? "" : ` of ${beforeCount}`;
  const least = countedKinds === undefined ? "" : "at least ";
  const [first] = listed;
  const example =
    first === undefined ? "" : `, such as ${first.id}${fromTo(kind, first.before, first.after)}`;
  return {
    category: "dataset",
    kind: kindOf(count, harmless.has(kind)),
    subject: null,
    quantity: kind,
    baseline: 0,
    current: count,
    tolerance: 0,
    message:
      count === 0
        ? noneText(verb, countedKinds !== undefined)
        : `${least}${count}${total} ${count === 1 && kind === "added" ? "example" : "examples"} ${count === 1 ? "is" : "are"} ${verb}${example}`,
    ...(listed.length === 0 ? {} : { examples: listed.slice(0, namedCount).map(({ id }) => id) }),
  };
}

function noneText(verb: string, isByCounts: boolean): string {
  return isByCounts ? `by the counts, none is ${verb}` : `no example is ${verb}`;
}

function fromTo(kind: ExampleChangeKind, before: string | null, after: string | null): string {
  if (kind === "added" || kind === "removed" || before === after) return "";
  return ` (${before ?? "none"} -> ${after ?? "none"})`;
}

function listCheck({ list, added, removed }: ListChange): Check {
  // A new column takes nothing away; a new label changes what a model must answer.
  const isNotice = list === "columns" && removed.length === 0;
  const told = [
    ...(removed.length > 0 ? [`gone: ${removed.slice(0, namedCount).join(", ")}`] : []),
    ...(added.length > 0 ? [`new: ${added.slice(0, namedCount).join(", ")}`] : []),
  ];
  return {
    category: "dataset",
    kind: kindOf(added.length + removed.length, isNotice),
    subject: null,
    quantity: list,
    baseline: 0,
    current: added.length + removed.length,
    tolerance: 0,
    message: told.length === 0 ? `the ${list} are the same` : `${list}: ${told.join("; ")}`,
  };
}

function kindOf(count: number, isHarmless: boolean): CheckKind {
  if (count === 0) return "passed";
  return isHarmless ? "notice" : "failed";
}
