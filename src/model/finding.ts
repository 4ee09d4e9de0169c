/** How much a finding matters, least first. */
export type Severity = "info" | "warning" | "error";

/** All severities, least first. */
export const severities: readonly Severity[] = ["info", "warning", "error"];

/** How a number came to be: from all there is, from a part of it, or by a summary whose error is stated. */
export type NumberMethod = "exact" | "sampled" | "sketched";

/** What a finding rests on: what was seen, what was expected, how often, by which rule. */
export interface Evidence {
  /** What was seen. */
  readonly observed: string | number | null;
  /** What was expected instead. */
  readonly expected: string | number | null;
  /** How many examples (or calls, labels, ...) show it. */
  readonly count: number;
  /** The rule that fired, with its threshold, in words. */
  readonly rule: string;
  /** How `observed` and `count` came to be; findings of a dataset always say. */
  readonly method?: NumberMethod;
  /** Paths or names that show it: at most 20, in path order; `count` says how many there are. */
  readonly examples?: readonly string[];
}

/** One thing worth a person's eye. */
export interface Finding {
  /** Stable machine-readable name in kebab-case, such as `file-unreadable`. */
  readonly code: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** What it is about: a path, a label, a stage, or `dataset`. */
  readonly subject: string;
  /** One sentence for a person. */
  readonly message: string;
  /** What it rests on. */
  readonly evidence: Evidence;
}

/** Whether `severity` is at least as grave as `floor`. */
export function isAtLeast(severity: Severity, floor: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(floor);
}
