/** Writes a value as JSON with sorted keys, two spaces and a closing newline: equal values give equal bytes. */
export function jsonText(value: unknown): string {
  return `${write(value, "", "$")}\n`;
}

function write(value: unknown, indent: string, path: string): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") return writeNumber(value, path);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => write(item, `${indent}  `, `${path}[${index}]`));
    return enclosed(items, indent, "[]");
  }
  if (typeof value === "object") return writeObject(value, indent, path);
  throw new TypeError(`${path} is a ${typeof value}, which JSON cannot hold`);
}

function writeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new RangeError(`${path} is ${value}, which JSON cannot hold`);
  return JSON.stringify(value);
}

function writeObject(value: object, indent: string, path: string): string {
  // By code unit, not by locale: the order must not depend on the machine.
  const entries = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = entries.map(
    ([key, field]) => `${JSON.stringify(key)}: ${write(field, `${indent}  `, `${path}.${key}`)}`,
  );
  return enclosed(fields, indent, "{}");
}

function enclosed(parts: readonly string[], indent: string, brackets: "[]" | "{}"): string {
  const [open, close] = brackets;
  if (parts.length === 0) return brackets;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(",\n")}\n${indent}${close}`;
}
