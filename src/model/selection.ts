import type { Drift } from "./drift.ts";
import type { Tool } from "./environment.ts";

/** Version of `subset.json` and `split.json`; raised when a field changes its meaning. */
export const selectionSchemaVersion = 1;

/** What examples were kept together, and in proportion. */
export interface SelectionRule {
  /** The field whose values stay whole: `group`, or a column; null for none. */
  readonly group: string | null;
  /** The fields whose combinations keep their proportions: `label`, `split`, or columns. */
  readonly stratify: readonly string[];
  /** Whether copies of a recording or a picture, equal or near, stay together. */
  readonly keepsDuplicates: boolean;
  readonly seed: number;
}

/** How examples hang together. */
export interface SelectionUnits {
  /** What is drawn: an example by itself, or those that must stay together. */
  readonly unitCount: number;
  /** Examples in the largest of them. */
  readonly largestUnit: number;
  /** Pairs that are kept together because they may be copies: their files could not be read again; left out where there is none. */
  readonly unverifiedPairCount?: number;
  /** Units whose examples are of several strata: then proportions can only be approached. */
  readonly mixedUnitCount: number;
}

/** Examples of one stratum in one part. */
export interface StratumCount {
  /** Values of the stratifying fields, in their order. */
  readonly stratum: readonly string[];
  /** Examples in the whole. */
  readonly wholeCount: number;
  /** Examples in the part. */
  readonly count: number;
  /** What proportion would give. */
  readonly expected: number;
}

/** What crosses the border of parts: always 0, counted from the result. */
export interface SelectionLeaks {
  readonly groupCount: number;
  /** Pairs of copies, equal or near; null where nobody has looked. */
  readonly duplicateCount: number | null;
}

/** What all selections say. */
interface SelectionHead {
  readonly schemaVersion: typeof selectionSchemaVersion;
  readonly tool: Tool;
  readonly source: string;
  readonly rule: SelectionRule;
  readonly units: SelectionUnits;
  readonly leaks: SelectionLeaks;
  /** Largest distance of a stratum from its proportion, in examples. */
  readonly worstDeviation: number;
}

/** `subset.json`. */
export interface SubsetReport extends SelectionHead {
  /** Share of the examples that was asked for, 0..1. */
  readonly fraction: number;
  readonly wholeCount: number;
  readonly count: number;
  readonly strata: readonly StratumCount[];
  /** How the subset is spread against the whole: its effects say how far, gravest first. */
  readonly drifts: readonly Drift[];
  /** Ids, in order. */
  readonly ids: readonly string[];
}

/** One split of a `SplitReport`. */
export interface SplitPart {
  readonly name: string;
  /** Share that was asked for, 0..1. */
  readonly share: number;
  readonly count: number;
  readonly expected: number;
  readonly strata: readonly StratumCount[];
}

/** `split.json`. */
export interface SplitReport extends SelectionHead {
  readonly wholeCount: number;
  readonly splits: readonly SplitPart[];
  /** The split of each example, by id in order. */
  readonly assignment: Readonly<Record<string, string>>;
}
