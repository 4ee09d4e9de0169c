import type { Estimate } from "./estimate.ts";
import type { AttributeValue } from "./example.ts";

/** Examples that share attributes, and the time they take. */
export interface CostGroup {
  /** What they share, such as `{ sampleRateHertz: 48000, channelCount: 2 }`; a range is text, such as `above 8.4`. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly exampleCount: number;
  /** Share of the examples, 0..1. */
  readonly exampleShare: number;
  /** Share of the stage's time, 0..1. */
  readonly timeShare: Estimate;
  /** Mean service time of one of them, in seconds. */
  readonly secondsPerExample: number;
}

/** How service time follows a number that is known of each example. */
export interface CostTrend {
  readonly attribute: string;
  /** Spearman's rank correlation with service time: above 0.5. */
  readonly rankCorrelation: number;
  /** All service time over the sum of the attribute: seconds per unit of it. */
  readonly secondsPerUnit: Estimate;
}

/** An example and how long it took. */
export interface SlowExample {
  /** Its id or path; its number in order where it has neither. */
  readonly id: string;
  readonly serviceSeconds: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** Which examples make a stage slow. */
export interface CostByData {
  /** Examples whose time and attributes are known. */
  readonly exampleCount: number;
  /** Groups that take clearly more than their share, by falling excess; at most 5. */
  readonly groups: readonly CostGroup[];
  /** Numbers that service time follows, by falling strength; at most 3. */
  readonly trends: readonly CostTrend[];
  /** By falling service time; at most 10. */
  readonly slowest: readonly SlowExample[];
}
