import { extensionOf } from "../model/audio-extensions.ts";
import type { Dataset } from "../model/dataset.ts";
import type { MeasuredClip } from "../model/dataset-part.ts";
import type { GroupKey } from "../model/dataset-statistics.ts";
import { type Example, labelsOf } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import { isMediaPath } from "../model/media-kind.ts";
import { packClips, plainMeasurement } from "../model/packed-clips.ts";
import { countBy } from "./group-by.ts";

/** Examples from which a label, split or group keeps its name. */
export const fewestToName = 5;

/** What stands for words that are not to be seen. */
export const hidden = "(hidden)";

/** A dataset whose report may be shown to people who may not see its files. */
export interface RedactedDataset {
  /** Files under aliases; rare labels, splits and groups as one: what is counted. */
  readonly merged: Dataset;
  /** The same with rare categories apart, under marks that `withoutMarks` takes out: what findings rest on. */
  readonly marked: Dataset;
  /** What was measured, under the aliases. */
  readonly clips: readonly MeasuredClip[];
}

const fields = ["label", "split", "group"] as const;
type Field = (typeof fields)[number];

// Characters of the private use area: no name that a person gave has them, and none leaves this file.
const markPattern = /\uE000(label|split|group)\d+\uE001/g;

/** What all rare values of a field are called. */
function mergedName(field: string): string {
  return `(rare ${field}s)`;
}

/**
 * Takes names out of a dataset: files become `clip-01.wav` and so on, in their order; labels, splits and groups of fewer than 5
 * examples become one; whatever says more is hidden.
 */
export function redactDataset(dataset: Dataset, clips: readonly MeasuredClip[]): RedactedDataset {
  const { keep } = packClips();
  const { aliases, merged, marked } = redactExamples(
    dataset,
    clips.map(({ measurement }) => measurement.exampleId),
  );
  return { merged, marked, clips: clips.map((clip) => keep(redactClip(clip, aliases))) };
}

/** A dataset of any media without names, and the alias of each example. */
export interface RedactedExamples extends Pick<RedactedDataset, "merged" | "marked"> {
  readonly aliases: ReadonlyMap<string, string>;
}

/** The same of any media: the examples of `dataset`, and others of which something was measured. */
export function redactExamples(dataset: Dataset, measuredIds: readonly string[]): RedactedExamples {
  const aliases = aliasesOf(dataset, measuredIds);
  const bare = {
    ...dataset,
    name: "dataset",
    source: hidden,
    findings: dataset.findings.map(redactFinding),
    ...(dataset.listedIds === undefined
      ? {}
      : { listedIds: dataset.listedIds.map((id) => aliases.get(id) ?? hidden) }),
  };
  const renames = new Map(fields.map((field) => [field, rareNames(dataset.examples, field)]));
  const rename = (example: Example, nameOf: (field: Field, mark: string) => string): Example => {
    const changed = fields.flatMap((field) => {
      const mark = example[field] === null ? undefined : renames.get(field)!.get(example[field]);
      return mark === undefined ? [] : [[field, nameOf(field, mark)]];
    });
    return {
      ...example,
      ...Object.fromEntries(changed),
      ...severalLabels(example, renames.get("label")!, nameOf),
      id: aliases.get(example.id)!,
      attributes: {},
    };
  };
  return {
    aliases,
    merged: { ...bare, examples: dataset.examples.map((one) => rename(one, mergedName)) },
    marked: { ...bare, examples: dataset.examples.map((one) => rename(one, (_, mark) => mark)) },
  };
}

/** The labels of an example that has several, the rare ones under other names. */
function severalLabels(
  { labels }: Example,
  marks: ReadonlyMap<string, string>,
  nameOf: (field: Field, mark: string) => string,
): Pick<Example, "labels"> {
  if (labels === undefined) return {};
  const named = labels.map((label) => {
    const mark = marks.get(label);
    return mark === undefined ? label : nameOf("label", mark);
  });
  return { labels: [...new Set(named)] };
}

/** Any value with each mark in its texts and keys turned into the name of all rare values. */
export function withoutMarks<Value>(value: Value): Value {
  const clean = (one: unknown): unknown => {
    if (typeof one === "string") return one.replace(markPattern, (_, field: string) => mergedName(field));
    if (Array.isArray(one)) return one.map(clean);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, field]) => [clean(key), clean(field)]));
  };
  return clean(value) as Value;
}

/** A proposed group without its values, which are parts of names. */
export function redactGroupKey(groupKey: GroupKey | null): GroupKey | null {
  if (groupKey === null) return null;
  return { ...groupKey, acrossSplits: groupKey.acrossSplits.map((_, index) => `value ${index + 1}`) };
}

/** An alias for each id, in the same order; its ending stays where it is that of such media, for findings speak of it. */
function aliasesOf(
  { examples, kind = "audio" }: Dataset,
  measuredIds: readonly string[],
): ReadonlyMap<string, string> {
  const digits = String(examples.length).length;
  const name = kind === "audio" ? "clip" : "image";
  const ids = [...new Set([...examples.map(({ id }) => id), ...measuredIds])];
  return new Map(
    ids.map((id, index) => {
      const ending = isMediaPath(id, kind) ? `.${extensionOf(id)}` : "";
      return [id, `${name}-${String(index + 1).padStart(digits, "0")}${ending}`];
    }),
  );
}

/** A mark for each value of `field` that is too rare to be named. */
function rareNames(examples: readonly Example[], field: Field): ReadonlyMap<string, string> {
  const values = examples.flatMap((example) =>
    field === "label" ? labelsOf(example) : (example[field] ?? []),
  );
  const rare = Object.entries(countBy(values, (value) => value)).filter(([, count]) => count < fewestToName);
  return new Map(rare.map(([name], index) => [name, `\uE000${field}${index}\uE001`]));
}

function redactClip(
  { measurement, meyda }: MeasuredClip,
  aliases: ReadonlyMap<string, string>,
): MeasuredClip {
  const { problem } = measurement;
  return {
    meyda,
    measurement: {
      ...plainMeasurement(measurement),
      exampleId: aliases.get(measurement.exampleId)!,
      problem: problem === null ? null : { ...problem, reason: redactReason(problem.reason) },
    },
  };
}

/** A reason that does not quote a path: one that the operating system or a decoder gave may quote a path. */
export function redactReason(reason: string): string {
  return /[/\\'"]|crashed/.test(reason) ? `${reason.split(/[:'"/\\]/)[0]!.trim()} ${hidden}` : reason;
}

/** What a listing says of itself quotes rows and paths. */
function redactFinding(finding: Finding): Finding {
  const { code, severity, evidence } = finding;
  // It speaks of numbers alone.
  if (code === "run-interrupted") return finding;
  const numberOnly = (value: string | number | null) => (typeof value === "string" ? hidden : value);
  return {
    code,
    severity,
    subject: "dataset",
    message: `What was found in the listing (${code}) is hidden in this report.`,
    evidence: {
      observed: numberOnly(evidence.observed),
      expected: numberOnly(evidence.expected),
      count: evidence.count,
      rule: hidden,
    },
  };
}
