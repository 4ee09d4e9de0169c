import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from "node:worker_threads";
import { messageOf, SoundingsError, type SoundingsErrorCode } from "../model/errors.ts";
import { cargoOf, transferList } from "./ship-value.ts";
import {
  type ErrorMessage,
  type InputMessage,
  readSharedClock,
  type StageFunctionPlace,
  type StageThreadData,
  type ThreadSignal,
  type ThreadUseMessage,
} from "./stage-messages.ts";

/** Threads to be opened; see `ThreadRequest` in `pipeline`. */
export interface StageThreadsRequest {
  readonly stageName: string;
  readonly threadCount: number;
  readonly transfer: "none" | "outputs" | "both";
  readonly place: StageFunctionPlace;
  readonly extraWork?: Float64Array;
}

/** What a call cost; see `ThreadReport` in `pipeline`. */
export interface ThreadCallCost {
  readonly busySeconds: number;
  readonly shipSeconds: number;
  readonly sendSeconds: number;
  readonly receiveSeconds: number;
  readonly unseenSeconds: number;
  readonly shippedByteCount: number;
  readonly usedByteCount: number;
}

type OnReport = (report: ThreadCallCost) => void;

/** A call under way. */
interface Pending {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onReport: OnReport;
  readonly sendSeconds: number;
  readonly shippedByteCount: number;
  readonly usedByteCount: number;
}

/** One thread and its calls, oldest first. */
interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly pending: Pending[];
  use: ThreadUseMessage | null;
  startSeconds: number;
  /** Why it takes no calls any more. */
  failure: Error | null;
}

/** The threads of one stage; see `StageThreads` in `pipeline`. */
export interface OpenedThreads {
  call(input: unknown, index: number, onReport: OnReport): Promise<unknown>;
  use(): ThreadUseMessage & { readonly startSeconds: number };
  close(): Promise<void>;
}

/**
 * Starts the threads of a stage. They keep the process alive only while a call is under way.
 * @param entry module to run in each thread; it calls `serveStage`
 * @throws SoundingsError ("usage") in a stage's own thread: a module that runs its pipeline as it is loaded would start threads for ever
 */
export function openStageThreads(entry: URL, request: StageThreadsRequest): OpenedThreads {
  if ((workerData as Partial<StageThreadData> | null)?.cargoPort !== undefined) {
    throw new SoundingsError(
      "usage",
      `stage "${request.stageName}" asks for threads inside a stage's thread`,
      {
        hint: "threads load the pipeline's module: export the pipeline there, and run it from another module",
      },
    );
  }
  const threads = Array.from({ length: request.threadCount }, () => startThread(entry, request));
  return {
    call(input, index, onReport) {
      const [first, ...others] = threads.filter((thread) => thread.failure === null);
      const failed = threads.find((thread) => thread.failure !== null);
      if (first === undefined) throw failed?.failure;
      const idlest = others.reduce((a, b) => (b.pending.length < a.pending.length ? b : a), first);
      return send(idlest, { index, value: input }, { onReport, transfers: request.transfer === "both" });
    },
    use: () => ({
      startSeconds: Math.max(...threads.map((thread) => thread.startSeconds)),
      gcSeconds: threads.reduce((sum, { use }) => sum + (use?.gcSeconds ?? 0), 0),
      cpuSeconds: total(threads, "cpuSeconds"),
      runQueueSeconds: total(threads, "runQueueSeconds"),
    }),
    async close() {
      await Promise.all(
        threads.map(({ worker }) => {
          // A result that still comes would let the process end before the thread has.
          worker.removeAllListeners("message");
          return worker.terminate();
        }),
      );
    },
  };
}

function startThread(entry: URL, { stageName, place, transfer, extraWork }: StageThreadsRequest): Thread {
  const { port1, port2 } = new MessageChannel();
  const data: StageThreadData = {
    stageName,
    place,
    transfersOutputs: transfer !== "none",
    cargoPort: port2,
    ...(extraWork && { extraWork }),
  };
  const worker = new Worker(entry, { workerData: data, transferList: [port2] });
  const thread: Thread = { worker, port: port1, pending: [], use: null, startSeconds: 0, failure: null };
  const startedAt = readSharedClock();
  worker.unref();
  worker.on("message", (signal: ThreadSignal) => {
    if (signal.kind === "done") finish(thread, signal);
    else if (signal.kind === "ready") thread.startSeconds = readSharedClock() - startedAt;
    else fail(thread, asError(signal.error, "usage"));
  });
  worker.on("error", (error) => fail(thread, died(stageName, messageOf(error))));
  worker.on("exit", (code) => fail(thread, died(stageName, `it ended with code ${code}`)));
  return thread;
}

function send(
  thread: Thread,
  message: InputMessage,
  { onReport, transfers }: { readonly onReport: OnReport; readonly transfers: boolean },
): Promise<unknown> {
  const startedAt = readSharedClock();
  const cargo = cargoOf(message.value);
  post(thread.port, message, transfers ? transferList(cargo) : []);
  // Read before the signal: from then on the thread's own clock is running.
  const sendSeconds = readSharedClock() - startedAt;
  thread.worker.postMessage(null);
  if (thread.pending.length === 0) thread.worker.ref();
  const { shippedByteCount, usedByteCount } = cargo;
  return new Promise((resolve, reject) => {
    thread.pending.push({ resolve, reject, onReport, sendSeconds, shippedByteCount, usedByteCount });
  });
}

function post(port: MessagePort, message: InputMessage, transferred: ArrayBuffer[]): void {
  try {
    port.postMessage(message, transferred);
  } catch (thrown) {
    throw new SoundingsError("usage", `its input cannot be sent to a thread: ${messageOf(thrown)}`, {
      hint: "what goes into and comes out of a stage with `worker` has to be plain data, and no stage above may keep what is transferred",
      cause: thrown,
    });
  }
}

function finish(thread: Thread, signal: ThreadSignal & { readonly kind: "done" }): void {
  const seenAt = readSharedClock();
  const output: unknown = signal.error === null ? receiveMessageOnPort(thread.port)?.message : undefined;
  const receiveSeconds = readSharedClock() - seenAt;
  if (signal.use !== null) thread.use = signal.use;
  const call = thread.pending.shift();
  if (thread.pending.length === 0) thread.worker.unref();
  if (call === undefined) return;
  call.onReport({
    busySeconds: signal.busySeconds,
    shipSeconds: call.sendSeconds + signal.receiveSeconds + signal.sendSeconds + receiveSeconds,
    sendSeconds: call.sendSeconds,
    receiveSeconds,
    unseenSeconds: Math.max(0, seenAt - signal.postedAtSeconds),
    shippedByteCount: call.shippedByteCount + signal.shippedByteCount,
    usedByteCount: call.usedByteCount + signal.usedByteCount,
  });
  if (signal.error === null) call.resolve(output);
  else call.reject(asError(signal.error, null));
}

function fail(thread: Thread, error: Error): void {
  thread.failure ??= error;
  thread.worker.unref();
  for (const call of thread.pending.splice(0)) call.reject(thread.failure);
}

function died(stageName: string, reason: string): SoundingsError {
  return new SoundingsError("run", `a thread of stage "${stageName}" died: ${reason}`, {
    hint: "run the stage without `worker` to see where",
  });
}

/** The error that a thread caught, with its class, its hint and its stack. */
function asError({ name, message, stack, code, hint }: ErrorMessage, fallback: "usage" | null): Error {
  const known = (code ?? (hint === null ? fallback : "usage")) as SoundingsErrorCode | null;
  const error =
    known === null ? new Error(message) : new SoundingsError(known, message, hint === null ? {} : { hint });
  if (known === null) error.name = name;
  if (stack !== null) error.stack = stack;
  return error;
}

function total(threads: readonly Thread[], field: "cpuSeconds" | "runQueueSeconds"): number | null {
  const known = threads.flatMap(({ use }) => (use === null ? [] : [use[field]]));
  if (known.some((value) => value === null)) return null;
  return known.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
