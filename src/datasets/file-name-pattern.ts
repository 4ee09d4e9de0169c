import { join } from "node:path";
import { extensionOf, isAudioPath } from "../model/audio-extensions.ts";
import { SoundingsError } from "../model/errors.ts";
import type { AttributeValue, Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import { heldOnce } from "./held-once.ts";
import { listingFinding } from "./listing-finding.ts";

/** Takes the fields of a path that matches, or null. */
export type PathMatcher = (path: string) => Readonly<Record<string, string>> | null;

const hint = "A pattern looks like '{label}_{group}_{index}.wav'; {*} stands for a part to ignore.";

/**
 * A matcher for a pattern such as `{label}_{group}_{index}.wav`. A field takes the shortest text that fits, of one
 * folder or file name; `{index}` takes digits where that fits. With a slash in it the pattern is for the path,
 * else for the file name; without an extension it fits any. Throws `usage` when it cannot be used.
 */
export function compilePattern(pattern: string): PathMatcher {
  const parts = pattern.split(/(\{[^{}]*\})/);
  checkParts(pattern, parts);
  const tail = isAudioPath(pattern) ? "" : "\\.[^./]+";
  const strict = new RegExp(`^${parts.map((part) => sourceOf(part, "\\d+")).join("")}${tail}$`, "iu");
  const loose = new RegExp(`^${parts.map((part) => sourceOf(part, "[^/]+?")).join("")}${tail}$`, "iu");
  const names = parts
    .filter(isField)
    .map((part) => part.slice(1, -1))
    .filter((name) => name !== "*");
  return (path) => {
    const subject = pattern.includes("/") ? path : (path.split("/").at(-1) ?? path);
    const found = strict.exec(subject) ?? loose.exec(subject);
    return found && Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
  };
}

function isField(part: string): boolean {
  return part.startsWith("{") && part.endsWith("}");
}

function sourceOf(part: string, indexSource: string): string {
  if (!isField(part)) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replaceAll("\\-", "-");
  if (part === "{*}") return "[^/]+?";
  return part === "{index}" ? `(${indexSource})` : "([^/]+?)";
}

function checkParts(pattern: string, parts: readonly string[]): void {
  const fields = parts.filter(isField);
  const repeated = fields.find((field, index) => field !== "{*}" && fields.indexOf(field) !== index);
  const trouble =
    fields.length === 0
      ? "it has no field"
      : parts.some((part) => !isField(part) && /[{}]/.test(part))
        ? "its braces do not pair"
        : fields.some((field) => !/^\{(\*|[\p{L}_][\p{L}\p{N}_ -]*)\}$/u.test(field))
          ? "a field needs a name of letters, digits and _"
          : repeated !== undefined
            ? `${repeated} is there twice`
            : pattern.includes("}{")
              ? "two fields touch, so nothing tells them apart"
              : null;
  if (trouble !== null) {
    throw new SoundingsError("usage", `The label pattern '${pattern}' cannot be used: ${trouble}.`, { hint });
  }
}

/** Examples by their names, and a finding for each that the pattern does not fit. Throws `usage` when it fits none. */
export function examplesByPattern(
  root: string,
  paths: readonly string[],
  pattern: string,
): { examples: Example[]; findings: Finding[] } {
  const match = compilePattern(pattern);
  const once = heldOnce();
  const matched = paths.map((path) => ({ path, fields: match(path) }));
  if (matched.every(({ fields }) => fields === null)) {
    const names = paths.slice(0, 3).join(", ");
    throw new SoundingsError(
      "usage",
      `The label pattern '${pattern}' fits none of ${paths.length} audio files.`,
      {
        hint: `The files are named like ${names}.`,
      },
    );
  }
  return {
    examples: matched.map(({ path, fields }) => exampleOf(path, fields ?? {}, { root, once })),
    findings: matched.filter(({ fields }) => fields === null).map(({ path }) => unmatched(path, pattern)),
  };
}

function exampleOf(
  path: string,
  fields: Readonly<Record<string, string>>,
  { root, once }: { readonly root: string; readonly once: (text: string) => string },
): Example {
  const { label = null, split = null, group = null, ...attributes } = fields;
  const others: Record<string, AttributeValue> = attributes;
  return {
    id: path,
    path: join(root, path),
    label: label && once(label),
    split: split && once(split),
    group: group && once(group),
    attributes: others,
  };
}

function unmatched(path: string, pattern: string): Finding {
  return listingFinding("file-unmatched", path, {
    severity: "warning",
    message: `${path} does not fit the label pattern; it has no label.`,
    rule: "the label pattern fits every audio file",
    observed: extensionOf(path) === "" ? path : (path.split("/").at(-1) ?? path),
    expected: pattern,
  });
}
