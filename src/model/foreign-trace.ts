/** One piece of work that a trace of another tool names. Times are seconds from its first one. */
export interface ForeignSpan {
  readonly name: string;
  /** Category that the tool gave it; empty for none. */
  readonly category: string;
  /** Thread that did it. */
  readonly thread: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A trace of another tool. */
export interface ForeignTrace {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly spans: readonly ForeignSpan[];
}
