import type { Finding, Severity } from "../model/finding.ts";

/** What a finding about a listing needs to say. */
export interface ListingFact {
  readonly severity: Severity;
  /** One sentence for a person. */
  readonly message: string;
  /** The rule that fired, in words. */
  readonly rule: string;
  readonly observed?: string | number;
  readonly expected?: string | number;
  /** Default 1. */
  readonly count?: number;
}

/** A finding about how a dataset is listed. */
export function listingFinding(code: string, subject: string, fact: ListingFact): Finding {
  const { severity, message, rule, observed = null, expected = null, count = 1 } = fact;
  return { code, severity, subject, message, evidence: { observed, expected, count, rule } };
}
