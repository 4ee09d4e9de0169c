import type { ParquetShard } from "../io/tables/parquet-shard.ts";

/** What Hugging Face says of a column: names of classes, what it holds, features of what is nested. */
type Feature = Readonly<Record<string, unknown>> | readonly unknown[];

/** What Hugging Face says of all columns, from the note of that name; nothing where there is none. */
export function featuresOf({ notes }: ParquetShard): Readonly<Record<string, Feature>> {
  try {
    const { info } = JSON.parse(notes.get("huggingface") ?? "{}") as { info?: { features?: unknown } };
    return isRecord(info?.features) ? (info.features as Readonly<Record<string, Feature>>) : {};
  } catch {
    return {};
  }
}

/** The columns of which the classes have names. */
export function classColumns(features: Readonly<Record<string, Feature>>): readonly string[] {
  return Object.entries(features).flatMap(([name, feature]) => (namesOf(feature) === null ? [] : [name]));
}

/** A value with the names of its classes in place of their numbers; -1 is no class. */
export function withNames(value: unknown, feature: unknown): unknown {
  if (!isFeature(feature)) return value;
  const names = namesOf(feature);
  if (names !== null) return Number.isInteger(value) ? nameOf(value as number, names) : value;
  const item = itemOf(feature);
  if (item !== null) {
    if (Array.isArray(value)) return value.map((one) => withNames(one, item));
    // A sequence of records is stored as a record of sequences.
    return isRecord(value) && isRecord(item)
      ? mapFields(value, (one, name) =>
          Array.isArray(one) ? one.map((each) => withNames(each, item[name])) : one,
        )
      : value;
  }
  return isRecord(value) && isRecord(feature)
    ? mapFields(value, (one, name) => withNames(one, feature[name]))
    : value;
}

function nameOf(value: number, names: readonly unknown[]): unknown {
  return value === -1 ? null : (names[value] ?? value);
}

function namesOf(feature: Feature): readonly unknown[] | null {
  if (!isRecord(feature) || feature["_type"] !== "ClassLabel") return null;
  return Array.isArray(feature["names"]) ? feature["names"] : null;
}

/** The feature of the items of a list; null where it is none. */
function itemOf(feature: Feature): unknown {
  if (!isRecord(feature)) return feature[0] ?? null;
  const isList = /^(Sequence|List|LargeList)$/.test(String(feature["_type"]));
  return isList ? (feature["feature"] ?? null) : null;
}

function isFeature(value: unknown): value is Feature {
  return Array.isArray(value) || isRecord(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapFields(
  record: Readonly<Record<string, unknown>>,
  change: (value: unknown, name: string) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
