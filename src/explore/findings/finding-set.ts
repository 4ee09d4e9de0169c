import type { Evidence, Finding, Severity } from "../../model/finding.ts";
import { severities } from "../../model/finding.ts";
import type { ExampleItem } from "../measured-example.ts";
import { compareText } from "../measured-example.ts";

/** Examples that one finding names at most, and findings of one kind that are given one by one. */
export const namedAtMost = 20;

/** The first of `names`, in order, as many as a finding may name. */
export function firstNames(names: readonly string[]): readonly string[] {
  return [...names].sort(compareText).slice(0, namedAtMost);
}

/** Ids of `items`. */
export function idsOf(items: readonly ExampleItem[]): readonly string[] {
  return items.map((item) => item.example.id);
}

/** A kind of finding: what all findings of one code share. */
export interface FindingKind {
  readonly code: string;
  readonly severity: Severity;
  /** The rule that fires, with its threshold. */
  readonly rule: string;
  /** What is expected instead. */
  readonly expected: string | number | null;
}

/** What was seen in one place: a file, a label, a group of copies. */
export interface Sighting {
  readonly subject: string;
  readonly observed: string | number | null;
  /** One sentence for a person. */
  readonly message: string;
  /** Examples that show it, where the subject is not one itself. */
  readonly examples?: readonly string[];
  /** How many show it, where `examples` are not all. */
  readonly count?: number;
}

/**
 * One finding for each of `sightings` while there are at most `oneByOneAtMost`, else one for the dataset: a defect of every
 * file of a large set is one thing to look at, not a hundred thousand.
 */
export function findingsFor(
  kind: FindingKind,
  sightings: readonly Sighting[],
  summary: (count: number) => string,
  oneByOneAtMost: number = namedAtMost,
): readonly Finding[] {
  if (sightings.length <= oneByOneAtMost) return sightings.map((sighting) => findingFor(kind, sighting));
  const names = sightings.map((sighting) => sighting.subject);
  return [
    datasetFinding(kind, {
      observed: sightings.length,
      count: sightings.length,
      message: summary(sightings.length),
      examples: names,
    }),
  ];
}

function findingFor(kind: FindingKind, sighting: Sighting): Finding {
  const { subject, observed, message, examples } = sighting;
  const { code, severity, rule, expected } = kind;
  const names = examples === undefined ? {} : { examples: firstNames(examples) };
  const count = sighting.count ?? examples?.length ?? 1;
  return { code, severity, subject, message, evidence: { observed, expected, count, rule, ...names } };
}

/** What was seen in a dataset as a whole. */
export interface DatasetSighting {
  readonly observed: Evidence["observed"];
  /** How many examples, labels or groups show it. */
  readonly count: number;
  readonly message: string;
  /** What shows it; the first 20 are named. */
  readonly examples: readonly string[];
}

/** A finding about the dataset as a whole. */
export function datasetFinding(kind: FindingKind, seen: DatasetSighting): Finding {
  const { code, severity, rule, expected } = kind;
  const { observed, count, message } = seen;
  return {
    code,
    severity,
    subject: "dataset",
    message,
    evidence: { observed, expected, count, rule, examples: firstNames(seen.examples) },
  };
}

/** Gravest first, then by code and by subject. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
      compareText(a.code, b.code) ||
      compareText(a.subject, b.subject) ||
      compareText(a.message, b.message),
  );
}
