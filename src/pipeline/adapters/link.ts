import type { Stage } from "../../model/pipeline-profile.ts";
import type { StageProbe } from "../probe.ts";
import type { Turns } from "./turns.ts";

/** Elements on their way from one link of a chain to the next. */
export interface Elements {
  /** The next one; at most one is asked for at a time. */
  next(): Promise<IteratorResult<unknown>>;
  /** Frees what gives them. */
  close(): Promise<void>;
  /** The Node.js stream that they come out of, so that another one can be piped to it. */
  readonly stream?: NodeReadable;
}

/** What a link is connected with. */
export interface LinkContext {
  /** Name of the stage. */
  readonly name: string;
  readonly probe: StageProbe;
  readonly turns: Turns;
  /** Ends the whole chain with what a link threw outside `next`. */
  fail(thrown: unknown): void;
}

/** One link of a chain: a stage that can be connected to the one above it. */
export interface Link {
  readonly kind: Stage["kind"];
  /** What it is called when nobody has named it. */
  readonly label: string;
  /** @param above null for the first link */
  connect(above: Elements | null, context: LinkContext): Elements;
}

/** What is used of a readable Node.js stream, and what a stream of any kind is asked. */
export interface NodeReadable extends NodeStream, AsyncIterable<unknown> {
  pipe(to: NodeWritable): unknown;
  _read(size: number): void;
  push(chunk: unknown, encoding?: string): boolean;
  readonly readableLength: number;
  readonly readableHighWaterMark: number;
}

/** What is used of a writable Node.js stream. */
export interface NodeWritable extends NodeStream {
  write(chunk: unknown): boolean;
  end(): unknown;
  _write(chunk: unknown, encoding: string, callback: Callback): void;
  _writev?: ((chunks: readonly { readonly chunk: unknown }[], callback: Callback) => void) | null;
}

/** What is used of a stream that takes in and hands on. */
export interface NodeDuplex extends NodeReadable, NodeWritable {
  _transform?(chunk: unknown, encoding: string, callback: Callback): void;
}

/** Tells a stream that a chunk is done. */
export type Callback = (error?: Error | null, value?: unknown) => void;

/** What is used of every Node.js stream. */
export interface NodeStream {
  on(event: string, listener: (argument: unknown) => void): unknown;
  once(event: string, listener: (argument: unknown) => void): unknown;
  destroy(error?: Error): unknown;
  readonly constructor: { readonly name: string };
}
