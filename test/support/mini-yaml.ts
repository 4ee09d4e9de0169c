/** A value of the small YAML that workflow files are written in here. */
export type Yaml = string | null | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads mappings, sequences, plain and quoted scalars, and block scalars (`|`, `>-`). No anchors, no flow style, no types: every
 * scalar is text. Throws on anything else, so that a file that needs more does not pass for less.
 */
export function parseYaml(text: string): Yaml {
  const lines = text
    .split("\n")
    .map((line) => ({ indent: line.search(/\S|$/), text: line.trim(), raw: line }));
  const reader = { lines, at: 0 };
  return block(reader, 0);
}

interface Reader {
  readonly lines: (Line & { readonly raw: string })[];
  at: number;
}

/** The next line with content, comments and blanks skipped. */
function peek(reader: Reader): Line | null {
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at]!;
    if (line.text !== "" && !line.text.startsWith("#")) return line;
    reader.at++;
  }
  return null;
}

function block(reader: Reader, indent: number): Yaml {
  const line = peek(reader);
  if (line === null || line.indent < indent) return null;
  return line.text.startsWith("- ") ? sequence(reader, line.indent) : mapping(reader, line.indent);
}

function sequence(reader: Reader, indent: number): Yaml {
  const items: Yaml[] = [];
  for (let line = peek(reader); line?.indent === indent && line.text.startsWith("- "); line = peek(reader)) {
    const rest = line.text.slice(2).trim();
    if (!/^[\w-]+:(\s|$)/.test(rest)) {
      reader.at++;
      items.push(scalar(rest));
      continue;
    }
    // The first key stands on the line of the dash: read it as if it stood on a line of its own.
    reader.lines[reader.at] = { ...reader.lines[reader.at]!, indent: indent + 2, text: rest };
    items.push(mapping(reader, indent + 2));
  }
  return items;
}

function mapping(reader: Reader, indent: number): Yaml {
  const entries: [string, Yaml][] = [];
  for (let line = peek(reader); line?.indent === indent; line = peek(reader)) {
    const match = /^([\w.-]+):(?:\s+(.*))?$/.exec(line.text);
    if (match === null) throw new Error(`not understood: ${line.text}`);
    reader.at++;
    const [, key = "", value = ""] = match;
    if (/^[|>]-?$/.test(value)) entries.push([key, blockScalar(reader, indent, value)]);
    else entries.push([key, value === "" ? block(reader, indent + 1) : scalar(value)]);
  }
  return Object.fromEntries(entries);
}

function blockScalar(reader: Reader, indent: number, style: string): string {
  const lines: string[] = [];
  let own: number | null = null;
  for (; reader.at < reader.lines.length; reader.at++) {
    const { raw, indent: at, text } = reader.lines[reader.at]!;
    if (text !== "" && at <= indent) break;
    own ??= text === "" ? null : at;
    lines.push(raw.slice(own ?? 0));
  }
  const joined = style.startsWith(">") ? lines.join(" ") : lines.join("\n");
  return style.endsWith("-") ? joined.trim() : `${joined.trimEnd()}\n`;
}

function scalar(text: string): Yaml {
  if (text === "" || text === "~" || text === "null") return null;
  const quoted = /^"([^"\\]*)"$|^'([^']*)'$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? "";
  if (/^[[{&*!%@`]/.test(text) && !text.startsWith("${{")) throw new Error(`not understood: ${text}`);
  return text.replace(/\s+#.*$/, "");
}
