import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { readMainThreadSchedule } from "./scheduler-statistics.ts";

/** What shipping a value to another thread costs each side, in seconds. */
export interface MeasuredShipping {
  readonly fixedSeconds: number;
  readonly secondsPerByte: number;
}

/** Bytes of the larger of two values. */
const largeBytes = 1 << 18;
/** Calls under way at once, as a stage's thread has them. */
const inFlight = 2;
/** Calls that are timed together, after some that warm up; the least of several such blocks counts. */
const [warmUpCalls, blockCalls, blockCount] = [60, 30, 5];

/** Answers as a stage's thread does: the value on one port, the signal on another. */
const echoText = `
const { parentPort, receiveMessageOnPort, workerData } = require("node:worker_threads");
parentPort.on("message", () => {
  workerData.postMessage(receiveMessageOnPort(workerData).message);
  parentPort.postMessage({ kind: "done", busySeconds: 0, receiveSeconds: 0, sendSeconds: 0 });
});
`;

/** A thread that gives back what it is sent. */
interface Echo {
  send(value: unknown): Promise<unknown>;
  close(): Promise<number>;
}

/**
 * Sends an empty value and one of 256 KiB to a thread that gives them back, with the messages that stages in threads exchange, and takes the
 * processor time of the main thread for it: signals, wake-ups and copies. Takes about 0.1 s.
 */
export async function measureShipping(): Promise<MeasuredShipping> {
  const echo = openEcho();
  try {
    await tripSeconds(echo, new Float32Array(0), warmUpCalls);
    const small = await leastTripSeconds(echo, new Float32Array(0));
    const large = await leastTripSeconds(echo, new Float32Array(largeBytes / 4));
    // In a round trip each side sends once and receives once.
    return {
      fixedSeconds: small / 2,
      secondsPerByte: Math.max(0, large - small) / 2 / largeBytes,
    };
  } finally {
    await echo.close();
  }
}

function openEcho(): Echo {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(echoText, { eval: true, workerData: port2, transferList: [port2], execArgv: [] });
  const waiting: ((value: unknown) => void)[] = [];
  worker.on("message", () => waiting.shift()?.(receiveMessageOnPort(port1)?.message));
  return {
    send(value) {
      port1.postMessage(value);
      worker.postMessage(null);
      return new Promise((resolve) => waiting.push(resolve));
    },
    close() {
      port1.close();
      return worker.terminate();
    },
  };
}

async function leastTripSeconds(echo: Echo, samples: Float32Array): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let block = 0; block < blockCount; block++) {
    least = Math.min(least, await tripSeconds(echo, samples, blockCalls));
  }
  return least;
}

/** Main-thread time of one round trip, over some; the time that passed where the system does not say. */
async function tripSeconds(echo: Echo, samples: Float32Array, count: number): Promise<number> {
  const before = mainSeconds();
  let sent = 0;
  const slot = async (): Promise<void> => {
    while (sent < count) await echo.send({ index: sent++, value: { id: "", samples } });
  };
  await Promise.all(Array.from({ length: inFlight }, slot));
  return (mainSeconds() - before) / count;
}

function mainSeconds(): number {
  return readMainThreadSchedule()?.onCpuSeconds ?? performance.now() / 1000;
}
