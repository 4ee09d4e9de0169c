/** What `pull` gives once an operator has nothing left. */
export const end: unique symbol = Symbol("end of the flow");

/** One element, or the end. */
export type Pulled<T> = T | typeof end;

/** Now, or later. A pull that can answer at once does so: a chain of synchronous stages costs no promise. */
export type Eventually<T> = T | Promise<T>;

/**
 * A running stage. Elements are pulled from the last stage to the first; at most one pull of an operator is
 * under way at a time.
 */
export interface Operator<T> {
  /** The next element, or `end`; after `end` only `end`. */
  pull(): Eventually<Pulled<T>>;
  /** Frees what the operator and those above it hold; idempotent. */
  close(): Promise<void>;
}

/** Whether `value` has to be waited for. */
export function isPending<T>(value: Eventually<T>): value is Promise<T> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}
