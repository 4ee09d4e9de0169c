import type { StageProbe } from "../probe.ts";
import type {
  Callback,
  Elements,
  Link,
  LinkContext,
  NodeDuplex,
  NodeReadable,
  NodeStream,
  NodeWritable,
} from "./link.ts";
import type { Turns } from "./turns.ts";

/** Whether `value` is a stream of Node.js that can be read, written, or both. */
export function isNodeStream(value: unknown): value is NodeDuplex {
  const stream = value as Partial<NodeDuplex> | null;
  return typeof stream?.on === "function" && (isReadable(stream) || isWritable(stream));
}

function isReadable(stream: Partial<NodeDuplex>): boolean {
  return typeof stream.pipe === "function" && typeof stream._read === "function";
}

function isWritable(stream: Partial<NodeDuplex>): boolean {
  return typeof stream.write === "function" && typeof stream._write === "function";
}

/** A link that is a stream: piped to the stream above it as Node.js does, with what it calls watched on this object alone. */
export function nodeStreamLink(stream: NodeDuplex, isFirst: boolean): Link {
  const className = stream.constructor.name;
  if (isFirst)
    return {
      kind: "source",
      label: labelOf(className, "source"),
      connect: (_, context) => readFrom(stream, context),
    };
  if (!isReadable(stream)) {
    return {
      kind: "consume",
      label: labelOf(className, "write"),
      connect: (above, context) => writeTo(stream, above!, context),
    };
  }
  return {
    kind: "flatMap",
    label: labelOf(className, "transform"),
    connect(above, context) {
      watchWrites(stream, context);
      watchPushes(stream, context);
      feed(stream, above!, context);
      return elementsOf(stream, context, above);
    },
  };
}

/** The name of a class of one's own; streams made by `new Transform({...})` have none. */
function labelOf(className: string, otherwise: string): string {
  return /^(Readable|Writable|Duplex|Transform|PassThrough|Object|)$/.test(className) ? otherwise : className;
}

function readFrom(stream: NodeReadable, context: LinkContext): Elements {
  watchReads(stream, context);
  return elementsOf(stream, context, null);
}

function elementsOf(stream: NodeReadable, context: LinkContext, above: Elements | null): Elements {
  failWith(stream, context);
  let iterator: AsyncIterator<unknown> | undefined;
  return {
    stream,
    next() {
      iterator ??= stream[Symbol.asyncIterator]();
      return iterator.next();
    },
    async close() {
      stream.destroy();
      await above?.close();
    },
  };
}

/** A stream at the end of a chain: each chunk that it has written is an element. */
function writeTo(stream: NodeWritable, above: Elements, context: LinkContext): Elements {
  const written: IteratorResult<unknown>[] = [];
  let waiter: ((step: IteratorResult<unknown>) => void) | undefined;
  const add = (step: IteratorResult<unknown>): void => {
    if (waiter === undefined) {
      written.push(step);
      return;
    }
    waiter(step);
    waiter = undefined;
  };
  failWith(stream, context);
  stream.once("finish", () => add({ done: true, value: undefined }));
  watchWrites(stream, context, (chunk) => {
    context.probe.emitted(chunk);
    add({ done: false, value: chunk });
  });
  feed(stream, above, context);
  return {
    next: async () =>
      written.shift() ??
      new Promise((resolve) => {
        waiter = resolve;
      }),
    async close() {
      stream.destroy();
      await above.close();
    },
  };
}

function failWith(stream: NodeStream, { fail }: LinkContext): void {
  stream.on("error", fail);
}

/** Connects a stream to what is above: by `pipe` where that is a stream too, else by writing as fast as it takes. */
function feed(stream: NodeWritable, above: Elements, context: LinkContext): void {
  if (above.stream === undefined) void pump(stream, above).catch(context.fail);
  else above.stream.pipe(stream);
}

async function pump(stream: NodeWritable, above: Elements): Promise<void> {
  for (let step = await above.next(); !step.done; step = await above.next()) {
    if (!stream.write(step.value)) await new Promise((resolve) => stream.once("drain", resolve));
  }
  stream.end();
}

/** A source: a call begins when it is asked to read, and ends with the first chunk that it pushes. */
function watchReads(stream: NodeReadable, { probe, turns }: LinkContext): void {
  const read = stream._read;
  const push = stream.push;
  let callIndex: number | undefined;
  let isBack = true;
  stream._read = (size) => {
    if (callIndex !== undefined) return read.call(stream, size);
    isBack = false;
    turns.call(
      probe,
      (index) => {
        callIndex = index;
        read.call(stream, size);
      },
      () => callIndex !== undefined,
    );
    isBack = true;
  };
  stream.push = (chunk, encoding) => {
    if (callIndex !== undefined && isBack) {
      if (chunk === null) probe.cancelled(callIndex);
      else probe.settled(callIndex);
    }
    callIndex = undefined;
    if (chunk !== null) probe.emitted(chunk);
    return turns.outside(() => push.call(stream, chunk, encoding));
  };
}

/** A stream in the middle: what it pushes are its outputs, and whoever reads them has the main thread meanwhile. */
function watchPushes(stream: NodeReadable, { probe, turns }: LinkContext): void {
  const push = stream.push;
  stream.push = (chunk, encoding) => {
    if (chunk !== null) probe.emitted(chunk);
    return turns.outside(() => push.call(stream, chunk, encoding));
  };
}

/** A call begins with a chunk to write, and ends when the stream calls back. */
function watchWrites(
  stream: NodeWritable & Partial<NodeDuplex>,
  { probe, turns }: LinkContext,
  onWritten: (chunk: unknown) => void = () => {},
): void {
  const isFull = (): boolean =>
    (stream.readableLength ?? 0) >= (stream.readableHighWaterMark ?? Number.POSITIVE_INFINITY);
  // The next write may begin within the callback of the last one, before that has come back.
  let writingCount = 0;
  const rests = (): void => {
    if (writingCount === 0) probe.starving(isFull() ? 0 : 1);
  };
  const onIdle = (): void => {
    writingCount--;
    rests();
  };
  const watched = (write: (done: Callback) => void, chunks: readonly unknown[], callback: Callback): void => {
    writingCount++;
    for (const _ of chunks) probe.took(0);
    watchedWrite({ probe, turns, onIdle }, write, (error, value) => {
      if (!error) chunks.forEach(onWritten);
      turns.outside(() => callback(error, value));
    });
  };
  const name = typeof stream._transform === "function" ? "_transform" : "_write";
  const one = (stream[name] as NodeWritable["_write"]).bind(stream);
  stream[name] = (chunk: unknown, encoding: string, callback: Callback) =>
    watched((done) => one(chunk, encoding, done), [chunk], callback);
  const many = name === "_write" ? stream._writev?.bind(stream) : undefined;
  if (many !== undefined) {
    stream._writev = (chunks, callback) => {
      const inside = chunks.map(({ chunk }) => chunk);
      watched((done) => many(chunks, done), inside, callback);
    };
  }
  watchDemand(stream, rests);
  probe.starving(1);
}

/** Once a stream is read from again, it waits for input, no longer for room. */
function watchDemand(stream: Partial<NodeDuplex>, onDemand: () => void): void {
  const read = stream._read?.bind(stream);
  if (read === undefined) return;
  stream._read = (size) => {
    onDemand();
    read(size);
  };
}

/** @param onIdle told once the slot is free again */
function watchedWrite(
  {
    probe,
    turns,
    onIdle,
  }: { readonly probe: StageProbe; readonly turns: Turns; readonly onIdle: () => void },
  write: (done: Callback) => void,
  callback: Callback,
): void {
  let isDone = false;
  let isBack = false;
  turns.call(
    probe,
    (index) =>
      write((error, value) => {
        isDone = true;
        if (isBack) probe.settled(index);
        callback(error, value);
        if (isBack) onIdle();
      }),
    () => !isDone,
  );
  isBack = true;
  if (isDone) onIdle();
}
