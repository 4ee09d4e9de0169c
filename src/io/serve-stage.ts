import { PerformanceObserver, performance } from "node:perf_hooks";
import { isMainThread, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { spin } from "./lose-time.ts";
import { readOwnThreadSchedule, readThreadCpuSeconds } from "./scheduler-statistics.ts";
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

/** A stage's function, as a thread calls it. */
export type ThreadFunction = (value: unknown, index: number) => unknown;

/** How often a thread tells what it has used, in seconds: reading the scheduler costs about 10 us. */
const useEverySeconds = 0.05;

/**
 * In a thread: finds the stage's function and calls it on each input, one after the other, until the main thread ends it.
 */
export async function serveStage(
  find: (place: StageFunctionPlace, stageName: string) => Promise<ThreadFunction>,
): Promise<void> {
  if (isMainThread || parentPort === null) return;
  const port = parentPort;
  const { place, stageName, cargoPort, transfersOutputs, extraWork } = workerData as StageThreadData;
  const tell = (signal: ThreadSignal): void => port.postMessage(signal);
  try {
    const call = await find(place, stageName);
    const readUse = watchUse();
    let last = Promise.resolve();
    port.on("message", () => {
      last = last.then(async () =>
        tell(
          await serveCall(call, { cargoPort, transfersOutputs, readUse, ...(extraWork && { extraWork }) }),
        ),
      );
    });
    tell({ kind: "ready" });
  } catch (thrown) {
    tell({ kind: "broken", error: errorMessage(thrown) });
  }
}

/** What a call is served with. */
interface ServeContext extends Pick<StageThreadData, "cargoPort" | "transfersOutputs" | "extraWork"> {
  readonly readUse: () => ThreadUseMessage | null;
}

async function serveCall(call: ThreadFunction, context: ServeContext): Promise<ThreadSignal> {
  const { cargoPort, transfersOutputs, readUse } = context;
  const signalledAt = readSharedClock();
  const { index, value } = receiveMessageOnPort(cargoPort)!.message as InputMessage;
  const beganAt = readSharedClock();
  const idleBefore = performance.eventLoopUtilization().idle;
  let returnedAt = beganAt;
  let cargo = { shippedByteCount: 0, usedByteCount: 0 };
  let error: ErrorMessage | null = null;
  try {
    const output = await call(value, index);
    spin((readSharedClock() - beganAt) * (context.extraWork?.[0] ?? 0));
    returnedAt = readSharedClock();
    const found = cargoOf(output);
    cargo = found;
    cargoPort.postMessage(output, transfersOutputs ? transferList(found) : []);
  } catch (thrown) {
    if (returnedAt === beganAt) returnedAt = readSharedClock();
    error = errorMessage(thrown);
  }
  const idleSeconds = (performance.eventLoopUtilization().idle - idleBefore) / 1000;
  const postedAtSeconds = readSharedClock();
  return {
    kind: "done",
    error,
    busySeconds: Math.max(0, returnedAt - beganAt - idleSeconds),
    receiveSeconds: beganAt - signalledAt,
    sendSeconds: postedAtSeconds - returnedAt,
    postedAtSeconds,
    shippedByteCount: cargo.shippedByteCount,
    usedByteCount: cargo.usedByteCount,
    use: readUse(),
  };
}

/** Begins to watch what this thread uses; the result gives it now and then, else null. */
function watchUse(): () => ThreadUseMessage | null {
  let gcSeconds = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gcSeconds += duration / 1000;
  });
  observer.observe({ entryTypes: ["gc"] });
  const cpuBefore = readThreadCpuSeconds();
  const queueBefore = readOwnThreadSchedule()?.runQueueSeconds ?? null;
  let toldAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = readSharedClock();
    if (now - toldAt < useEverySeconds) return null;
    toldAt = now;
    const queueAfter = readOwnThreadSchedule()?.runQueueSeconds ?? null;
    return {
      gcSeconds,
      cpuSeconds: since(cpuBefore, readThreadCpuSeconds()),
      runQueueSeconds: since(queueBefore, queueAfter),
    };
  };
}

function since(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

function errorMessage(thrown: unknown): ErrorMessage {
  const error = thrown instanceof Error ? thrown : null;
  const known = thrown instanceof SoundingsError ? thrown : null;
  return {
    name: error?.name ?? "Error",
    message: messageOf(thrown),
    stack: error?.stack ?? null,
    code: known?.code ?? null,
    hint: error?.name === "DataCloneError" ? uncloneableHint : (known?.hint ?? null),
  };
}

const uncloneableHint =
  "what goes into and comes out of a stage with `worker` has to be plain data: numbers, text, typed arrays, and dictionaries or arrays of them";
