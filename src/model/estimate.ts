/** How a number came to be: counted in full, from a part, from a bounded-memory sketch, or by resampling. */
export type EstimateMethod = "exact" | "sampled" | "sketched" | "bootstrap";

/** A number and how sure we are of it. */
export interface Estimate {
  /** Best single value, in the unit that the field's name states. */
  readonly center: number;
  /** Lower end of the interval; equals `center` when exact. */
  readonly low: number;
  /** Upper end of the interval; equals `center` when exact. */
  readonly high: number;
  /** Probability, 0..1, that an interval made this way holds the truth; 1 when exact. */
  readonly confidenceLevel: number;
  /** How the number came to be. */
  readonly method: EstimateMethod;
  /** How many observations it rests on. */
  readonly observationCount: number;
}
