/** What happened when in a run, for tools that show traces. Times are seconds from the start of the run. */
export interface RunTrace {
  readonly pipelineName: string;
  /** One track per slot of a stage, one for the main thread, one for the collector; spans of a track never overlap. */
  readonly tracks: readonly TraceTrack[];
  readonly counters: readonly TraceCounter[];
  /** Spans that were seen and are not here: of a long run the last ones are kept. */
  readonly droppedSpanCount: number;
}

/** Something that does one thing at a time. */
export interface TraceTrack {
  /** Such as `decode, slot 2`. */
  readonly name: string;
  readonly spans: readonly TraceSpan[];
}

/** One piece of work, or of waiting. */
export interface TraceSpan {
  readonly name: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A number over time. */
export interface TraceCounter {
  readonly name: string;
  readonly points: readonly { readonly atSeconds: number; readonly value: number }[];
}
