import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

/** How long going through a file may take: a while for the thread to start on a busy machine, and a time for its bytes, in seconds. */
const [leastSeconds, bytesPerSecond] = [15, 5e6];
/** Memory that it may take for what it makes of the file, in megabytes. */
const mostMegabytes = 512;

const trialText = `
const { readFileSync } = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const { RecordBatchReader } = require(workerData.module);
let reason = null;
try {
  const reader = RecordBatchReader.from(readFileSync(workerData.path)).open();
  if (reader.isFile()) for (let index = 0; index < reader.numRecordBatches; index++) reader.readRecordBatch(index);
  else for (const batch of reader) void batch;
} catch (thrown) {
  reason = String(thrown.message);
}
parentPort.postMessage(reason);
`;

/**
 * Goes through an Arrow file in a thread, which can be ended: apache-arrow believes every number in a file, and may count to one of billions, or read one
 * place for ever. Null when it came to the end, else why it did not.
 */
export function tryArrow(path: string, byteCount: number): Promise<string | null> {
  const module = createRequire(import.meta.url).resolve("apache-arrow");
  return new Promise((done) => {
    const worker = new Worker(trialText, {
      eval: true,
      execArgv: [],
      workerData: { module, path },
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    });
    const end = (reason: string | null): void => {
      clearTimeout(timer);
      void worker.terminate();
      done(reason);
    };
    const seconds = Math.ceil(leastSeconds + byteCount / bytesPerSecond);
    const timer = setTimeout(() => end(`going through it took more than ${seconds} s`), 1000 * seconds);
    worker.on("message", end);
    worker.on("error", ({ message }) => end(message));
  });
}
