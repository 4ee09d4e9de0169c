/**
 * JSON with sorted keys and indentation; a list of plain values takes one line, so that a round's value, or an example, is easy
 * to find in a diff. Equal values give equal bytes.
 */
export function stableJson(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => stableJson(item, deeper));
    if (value.every((item) => typeof item !== "object" || item === null)) return `[${items.join(", ")}]`;
    return `[\n${items.map((item) => deeper + item).join(",\n")}\n${indent}]`;
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${deeper}${JSON.stringify(key)}: ${stableJson(field, deeper)}`);
  return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}\n${indent}}`;
}
