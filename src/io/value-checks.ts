/** Says what is wrong with a value, with its path, such as `samples[2].values[0]: not a number`; null when all is well. */
export type Check = (value: unknown, path: string) => string | null;

/** A text. */
export const text: Check = (value, path) => (typeof value === "string" ? null : `${path}: not a text`);

/** True or false. */
export const flag: Check = (value, path) =>
  typeof value === "boolean" ? null : `${path}: not true or false`;

/** A finite number. */
export const number: Check = (value, path) => (Number.isFinite(value) ? null : `${path}: not a number`);

/** A time of at least 0 seconds. */
export const seconds: Check = (value, path) =>
  Number.isFinite(value) && (value as number) >= 0 ? null : `${path}: not a time in seconds`;

/** A whole number of at least 0. */
export const count: Check = (value, path) =>
  Number.isInteger(value) && (value as number) >= 0 ? null : `${path}: not a count`;

/** A text that is not blank. */
export const reason: Check = (value, path) =>
  typeof value === "string" && value.trim() !== "" ? null : `${path}: not a reason`;

/** An ISO 8601 date. */
export const instant: Check = (value, path) =>
  typeof value === "string" && !Number.isNaN(Date.parse(value)) ? null : `${path}: not an ISO 8601 date`;

/** A value that a parameter may have. */
export const parameter: Check = (value, path) =>
  ["string", "number", "boolean"].includes(typeof value)
    ? null
    : `${path}: not a text, number, true or false`;

/** The value `wanted` and no other. */
export function exactly(wanted: string | number): Check {
  return (value, path) => (value === wanted ? null : `${path}: not ${JSON.stringify(wanted)}`);
}

/** Null, or what `check` takes. */
export function nullable(check: Check): Check {
  return (value, path) => (value === null ? null : check(value, path));
}

/** A list of what `check` takes. */
export function listOf(check: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? first(value.map((item, index) => check(item, `${path}[${index}]`)))
      : `${path}: not a list`;
}

/** An object of what `check` takes, by any keys. */
export function dictionaryOf(check: Check): Check {
  return (value, path) =>
    isObject(value)
      ? first(Object.entries(value).map(([key, item]) => check(item, `${path}.${key}`)))
      : `${path}: not an object`;
}

/** An object with at least these fields. */
export function record(fields: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return path === "" ? "not an object" : `${path}: not an object`;
    return first(
      Object.entries(fields).map(([key, check]) => {
        const fieldPath = path === "" ? key : `${path}.${key}`;
        return key in value ? check(value[key], fieldPath) : `${fieldPath}: missing`;
      }),
    );
  };
}

/** The first complaint, or null when there is none. */
export function first(complaints: readonly (string | null)[]): string | null {
  return complaints.find((complaint) => complaint !== null) ?? null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
