import type { Elements, Link, LinkContext } from "./link.ts";

/** A web stream that can be read. */
export interface WebReadable {
  getReader(): { read(): Promise<IteratorResult<unknown>>; cancel(): Promise<void> };
}

/** A web stream that can be written. */
export interface WebWritable {
  getWriter(): WebWriter;
}

interface WebWriter {
  write(chunk: unknown): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
  readonly ready: Promise<unknown>;
}

/** A transform stream, or any pair of the two. */
export interface WebPair {
  readonly readable: WebReadable;
  readonly writable: WebWritable;
}

/** Whether `value` is a web stream that can be read. */
export function isWebReadable(value: unknown): value is WebReadable {
  return typeof (value as Partial<WebReadable> | null)?.getReader === "function";
}

/** Whether `value` is a web stream that can be written. */
export function isWebWritable(value: unknown): value is WebWritable {
  return typeof (value as Partial<WebWritable> | null)?.getWriter === "function";
}

/** Whether `value` is a transform stream. */
export function isWebPair(value: unknown): value is WebPair {
  const pair = value as Partial<WebPair> | null;
  return isWebReadable(pair?.readable ?? null) && isWebWritable(pair?.writable ?? null);
}

/** The first link of a chain: a readable web stream. */
export function webSourceLink(stream: WebReadable): Link {
  return {
    kind: "source",
    label: "source",
    connect(_, { probe, turns }) {
      const reader = stream.getReader();
      return {
        async next() {
          let callIndex = 0;
          const reading = turns.call(
            probe,
            (index) => {
              callIndex = index;
              return reader.read();
            },
            () => true,
          );
          const step = await reading;
          if (step.done) probe.cancelled(callIndex);
          else {
            probe.settled(callIndex);
            probe.emitted(step.value);
          }
          return step;
        },
        close: () => reader.cancel(),
      };
    },
  };
}

/** A transform stream: fed one chunk at a time, as soon as its outputs are asked for, with the next one at hand, as `pipeThrough` does. */
export function webPairLink(pair: WebPair): Link {
  const { name } = pair.constructor;
  return {
    kind: "flatMap",
    label: /^(TransformStream|Object|)$/.test(name) ? "transform" : name,
    connect(above, context) {
      const reader = pair.readable.getReader();
      const writer = pair.writable.getWriter();
      let demand = (): void => {};
      let isWanted = false;
      const untilWanted = async (): Promise<void> => {
        if (isWanted) return;
        await new Promise<void>((resolve) => {
          demand = resolve;
        });
      };
      void writeAll(writer, above!, { ...context, untilWanted, onWritten() {} }).catch(context.fail);
      return {
        async next() {
          isWanted = true;
          const reading = reader.read();
          demand();
          const step = await reading;
          isWanted = false;
          if (!step.done) context.probe.emitted(step.value);
          return step;
        },
        async close() {
          await reader.cancel();
          await above?.close();
        },
      };
    },
  };
}

/** A writable web stream at the end of a chain: each chunk that it has written is an element. */
export function webSinkLink(stream: WebWritable): Link {
  return {
    kind: "consume",
    label: "write",
    connect(above, { probe, turns }) {
      const writer = stream.getWriter();
      return {
        async next() {
          probe.starving(1);
          const step = await above!.next();
          probe.took(0);
          if (step.done) {
            await writer.close();
            return step;
          }
          await watchedWrite(writer, step.value, { probe, turns });
          probe.emitted(step.value);
          return step;
        },
        async close() {
          await writer.abort().catch(() => {});
          await above?.close();
        },
      };
    },
  };
}

interface Feeding extends LinkContext {
  untilWanted(): Promise<void>;
  onWritten(chunk: unknown): void;
}

async function writeAll(writer: WebWriter, above: Elements, feeding: Feeding): Promise<void> {
  const { probe } = feeding;
  probe.starving(1);
  let step = await above.next();
  while (!step.done) {
    probe.took(0);
    await feeding.untilWanted();
    const writing = watchedWrite(writer, step.value, feeding);
    const following = above.next();
    // Its failure is heard of when the chunk before it has been written.
    following.catch(() => {});
    await writing;
    probe.starving(1);
    step = await following;
  }
  probe.took(0);
  await writer.close();
}

async function watchedWrite(
  writer: WebWriter,
  chunk: unknown,
  { probe, turns }: Pick<LinkContext, "probe" | "turns">,
): Promise<void> {
  await writer.ready;
  let callIndex = 0;
  await turns.call(
    probe,
    (index) => {
      callIndex = index;
      return writer.write(chunk);
    },
    () => true,
  );
  probe.settled(callIndex);
}
