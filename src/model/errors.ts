/** What kind of trouble it is; decides the exit code in `cli/`. */
export type SoundingsErrorCode =
  /** Wrong command line, configuration, or a path that does not exist. Exit code 2. */
  | "usage"
  /** A stored baseline is missing or cannot be compared with. Exit code 4. */
  | "baseline"
  /** The run failed, or nothing was measured. Exit code 5. */
  | "run";

/** What a `SoundingsError` may carry besides its message. */
export interface SoundingsErrorDetails {
  /** What the reader can try next, as one sentence. */
  readonly hint?: string;
  /** The error underneath, if there is one. */
  readonly cause?: unknown;
}

/**
 * The one error this package throws on purpose: the caller or the machine is at fault.
 * Faulty data is a `Finding`; a regression is a `Verdict`.
 */
export class SoundingsError extends Error {
  /** Kind of trouble. */
  readonly code: SoundingsErrorCode;
  /** What to try next; empty when there is nothing to say. */
  readonly hint: string;

  constructor(code: SoundingsErrorCode, message: string, details: SoundingsErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "SoundingsError";
    this.code = code;
    this.hint = details.hint ?? "";
  }
}

/** The message of anything that was thrown, as one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s+/g, " ").trim();
}
