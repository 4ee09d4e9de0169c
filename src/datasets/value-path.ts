import type { AttributeValue } from "../model/example.ts";

/** One step into a value: a field by name, one item, or every item. */
type Step =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "every" }
  | { readonly kind: "item"; readonly index: number };

/** The first field of a path such as `annotations[].class`. */
export function rootField(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}

/**
 * The texts at a path such as `meta.species`, `labels[0].name` or `annotations[].class`, each verbatim, none for null or empty; of an array
 * at its end all items. A field of that very name goes before a path. Values may be nested, or JSON text of what is nested.
 */
export function textsAt(record: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  if (Object.hasOwn(record, path)) return textsIn(record[path]);
  return stepsOf(path)
    .reduce<readonly unknown[]>(
      (values, step) => values.flatMap((value) => taken(nested(value), step)),
      [record],
    )
    .flatMap(textsIn);
}

/** Attributes of a nested record: scalars as they are, everything else as JSON text. */
export function attributesOf(
  record: Readonly<Record<string, unknown>>,
): Readonly<Record<string, AttributeValue>> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]): [string, AttributeValue] => {
      const isScalar = value === null || ["string", "number", "boolean"].includes(typeof value);
      return [name, isScalar ? (value as AttributeValue) : JSON.stringify(value)];
    }),
  );
}

function stepsOf(path: string): readonly Step[] {
  return (path.match(/[^.[\]]+|\[\d*\]/g) ?? []).map((step): Step => {
    if (step === "[]") return { kind: "every" };
    return step.startsWith("[")
      ? { kind: "item", index: Number(step.slice(1, -1)) }
      : { kind: "field", name: step };
  });
}

function taken(value: unknown, step: Step): readonly unknown[] {
  if (step.kind === "field") {
    return typeof value === "object" && value !== null && Object.hasOwn(value, step.name)
      ? [(value as Readonly<Record<string, unknown>>)[step.name]]
      : [];
  }
  if (!Array.isArray(value)) return [];
  return step.kind === "every" ? value : value.slice(step.index, step.index + 1);
}

/** A value, unpacked where it is the JSON text of an array or an object. */
function nested(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function textsIn(value: unknown): readonly string[] {
  const whole = nested(value);
  if (Array.isArray(whole)) return whole.flatMap((item) => (Array.isArray(item) ? [] : textsIn(item)));
  if (whole === undefined || whole === null || typeof whole === "object") return [];
  const text = String(whole);
  return text.trim() === "" ? [] : [text];
}
