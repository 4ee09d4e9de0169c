import type { RoleColumns } from "../model/dataset.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Example } from "../model/example.ts";
import type { SelectionRule, SelectionUnits } from "../model/selection.ts";
import type { CopyGroup } from "./find-duplicates.ts";
import { groupBy } from "./group-by.ts";
import { compareText, type ExampleItem, itemLabels } from "./measured-example.ts";

/** Examples that are drawn together. */
export interface SelectionUnit {
  /** Its first id. */
  readonly key: string;
  /** In order. */
  readonly ids: readonly string[];
  /** Its examples by stratum. */
  readonly strata: ReadonlyMap<string, number>;
}

/** The examples of a dataset in the units that must stay whole. */
export interface DividedDataset {
  /** In order of key. */
  readonly units: readonly SelectionUnit[];
  /** Examples by stratum, in order. */
  readonly strata: ReadonlyMap<string, number>;
  readonly summary: SelectionUnits;
}

/**
 * A rule by fields of examples: `speaker` is the group where the column of that name is. The usual fields, label and group, are left out
 * where no example has one.
 */
export function settledRule(
  items: readonly ExampleItem[],
  rule: SelectionRule,
  columns: RoleColumns = {},
): SelectionRule {
  const isThere = (field: string): boolean => items.some((item) => fieldOf(item, field) !== null);
  const group = rule.group === null ? null : roleOf(items, rule.group, columns);
  return {
    ...rule,
    group: rule.group === "group" && !isThere("group") ? null : group,
    stratify: rule.stratify
      .map((field) => roleOf(items, field, columns))
      .filter((field) => field !== "label" || isThere("label")),
  };
}

/** The field that a name means: `speaker` is the group where the column of that name is. */
export function roleOf(items: readonly ExampleItem[], field: string, columns: RoleColumns): string {
  const role = (["label", "split", "group"] as const).find((name) => columns[name] === field);
  const isThere = role === undefined || items.some((item) => fieldOf(item, field) !== null);
  return isThere ? field : role;
}

/** Units that share a value of the group or are copies of each other, and the stratum of each example. */
export function divide(
  items: readonly ExampleItem[],
  rule: SelectionRule,
  copies: readonly CopyGroup[],
): DividedDataset {
  for (const field of [...rule.stratify, ...(rule.group === null ? [] : [rule.group])])
    checkField(items, field);
  const stratumOf = new Map(items.map((item) => [item.example.id, stratumKey(item, rule.stratify)]));
  const units = [...groupBy(items, unitKeys(items, rule, copies)).values()].map((group): SelectionUnit => {
    const ids = group.map(({ example }) => example.id).sort(compareText);
    return { key: ids[0]!, ids, strata: countOf(ids.map((id) => stratumOf.get(id)!)) };
  });
  return {
    units: units.sort((a, b) => compareText(a.key, b.key)),
    strata: countOf([...stratumOf.values()]),
    summary: {
      unitCount: units.length,
      largestUnit: units.reduce((most, { ids }) => Math.max(most, ids.length), 0),
      mixedUnitCount: units.filter(({ strata }) => strata.size > 1).length,
    },
  };
}

/** Units, and how many pairs are only suspected to be copies. */
export function withUnverified(summary: SelectionUnits, unverifiedPairCount: number): SelectionUnits {
  return unverifiedPairCount === 0 ? summary : { ...summary, unverifiedPairCount };
}

/** What an example says under the name of a field: its labels as one text, its split, its group or a column; null for nothing. */
export function fieldOf(item: ExampleItem, field: string): string | null {
  if (field === "label")
    return itemLabels(item).length === 0 ? null : [...itemLabels(item)].sort(compareText).join(" + ");
  if (field === "split") return item.example.split;
  if (field === "group") return item.example.group;
  const value = item.example.attributes[field];
  return value === undefined || value === null || String(value).trim() === "" ? null : String(value);
}

/** The values of a stratum. */
export function stratumValues(key: string): readonly string[] {
  return JSON.parse(key) as readonly string[];
}

function stratumKey(item: ExampleItem, stratify: readonly string[]): string {
  return JSON.stringify(stratify.map((field) => fieldOf(item, field) ?? "(none)"));
}

/** The id that stands for all that must stay with an example. */
function unitKeys(
  items: readonly ExampleItem[],
  { group, keepsDuplicates }: SelectionRule,
  copies: readonly CopyGroup[],
): (item: ExampleItem) => string {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    for (let at = id; at !== root; ) {
      const next = parents.get(at)!;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  const join = (ids: readonly string[]): void => {
    for (const id of ids.slice(1)) {
      const [a, b] = [rootOf(ids[0]!), rootOf(id)];
      if (a !== b) parents.set(a < b ? b : a, a < b ? a : b);
    }
  };
  if (keepsDuplicates) copies.forEach(join);
  if (group !== null) {
    for (const same of groupBy(items, (item) => fieldOf(item, group)).values())
      join(same.map(({ example }) => example.id));
  }
  return ({ example }) => rootOf(example.id);
}

function countOf(keys: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...groupBy(keys, (key) => key)].map(([key, same]) => [key, same.length]));
}

/**
 * Asks that some example says something under the name of a field.
 * @throws SoundingsError ("usage") that names the fields of which one does
 */
export function checkField(items: readonly ExampleItem[], field: string): void {
  if (items.some((item) => fieldOf(item, field) !== null)) return;
  const roles = ["label", "split", "group"].filter((role) =>
    items.some((item) => fieldOf(item, role) !== null),
  );
  throw new SoundingsError("usage", `no example says anything under "${field}"`, {
    hint: `it is one of ${[...roles, ...attributeNames(items.map(({ example }) => example))].join(", ") || "nothing: give a manifest"}`,
  });
}

/** Names of all attributes, in order. */
export function attributeNames(examples: readonly Pick<Example, "attributes">[]): readonly string[] {
  return [...new Set(examples.flatMap(({ attributes }) => Object.keys(attributes)))].sort(compareText);
}
