// Pipelines over real recordings, for `bench:predict-real`: the one of parameter `kind`.
import { createHash, pbkdf2 } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { loadTensorBackend } from "../../../src/io/tensor-backend.ts";
import { type Flow, source } from "../../../src/pipeline/flow.ts";
import { pipeline } from "../../../src/workflows/declare-pipeline.ts";
import {
  decodePart,
  loadParts,
  logMel,
  normalise,
  type Part,
  quarters,
  recordingPaths,
  reverberate,
  stack,
} from "./recordings.ts";

/** The recordings, several times. */
function manyFiles(): readonly string[] {
  return Array.from({ length: 20 }, recordingPaths).flat();
}

const derive = promisify(pbkdf2);
const zip = promisify(gzip);

/** Where a part is "downloaded" from: a wait that depends on the part. */
const download =
  (milliseconds: number) =>
  async (part: Part, index: number): Promise<Part> => {
    await delay(milliseconds + (index % 5));
    return part;
  };

const mel = (hop: number) => (part: Part) => logMel(part, hop);
const wet = (taps: number) => (part: Part) => reverberate(part, taps);

/** What a training step does: it holds the main thread. */
function train(rounds: number): () => number {
  return () => {
    let sum = 0;
    for (let round = 0; round < rounds * 1000; round++) sum += Math.sqrt(sum + round);
    return sum;
  };
}

type Build = (parts: Flow<Part>) => Flow<unknown> | Promise<Flow<unknown>>;

/** The pipelines by name; what they are is said beside them. */
export const builds: Readonly<Record<string, readonly [what: string, build: Build]>> = {
  "main-one": [
    "CPU: one heavy stage",
    (parts) => parts.map("normalise", normalise).map("mel", mel(128)).batch("batch", 8, { collate: stack }),
  ],
  "main-two": [
    "CPU: two stages of like weight",
    (parts) => parts.map("reverb", wet(40)).map("mel", mel(160)).batch("batch", 8, { collate: stack }),
  ],
  "main-train": [
    "CPU, with a consumer that holds the thread",
    (parts) =>
      parts
        .map("reverb", wet(16))
        .map("mel", mel(256))
        .batch("batch", 8, { collate: stack })
        .consume("train", train(2000)),
  ],
  "files-hash": [
    "real files, two at once, and a hash",
    () =>
      source("files", manyFiles)
        .map("read", (path: string) => readFile(path), { concurrency: 2 })
        .map("hash", (bytes) => createHash("sha256").update(bytes).digest("hex")),
  ],
  "files-mel": [
    "real files decoded",
    () =>
      source("files", manyFiles)
        .map("read", (path: string) => readFile(path), { concurrency: 4 })
        .map("decode", decodePart)
        .map("mel", mel(64)),
  ],
  "wait-slots": [
    "waits of 6 to 10 ms in four slots bind",
    (parts) => parts.map("download", download(6), { concurrency: 4 }).map("mel", mel(512)),
  ],
  "wait-one": [
    "a wait in one slot, and work as long",
    (parts) => parts.map("download", download(5)).map("reverb", wet(40)).map("mel", mel(256)),
  ],
  "wait-main": [
    "waits in eight slots; the main thread binds",
    (parts) =>
      parts
        .map("download", download(8), { concurrency: 8 })
        .map("reverb", wet(24))
        .map("mel", mel(128))
        .batch("batch", 8, { collate: stack }),
  ],
  "wait-train": [
    "waits, and a consumer that waits and binds",
    (parts) =>
      parts
        .map("download", download(4), { concurrency: 4 })
        .map("mel", mel(256))
        .batch("batch", 4, { collate: stack })
        .consume("train", () => delay(25)),
  ],
  "worker-one": [
    "a stage in one thread",
    (parts) =>
      parts
        .map("normalise", normalise)
        .map("reverb", wet(60), { concurrency: 2, worker: { threadCount: 1 } })
        .map("mel", mel(256)),
  ],
  "worker-wait": [
    "waits, then a stage in one thread",
    (parts) =>
      parts
        .map("download", download(6), { concurrency: 4 })
        .map("reverb", wet(40), { concurrency: 2, worker: { threadCount: 1 } })
        .map("mel", mel(512))
        .batch("batch", 4, { collate: stack }),
  ],
  pool: [
    "system threads: key derivation and compression",
    (parts) =>
      parts
        .map(
          "derive",
          async (part) => {
            await derive(part.id, "salt", 4000, 32, "sha256");
            return part;
          },
          { concurrency: 2 },
        )
        .map(
          "zip",
          async (part) => {
            await zip(part.samples.subarray(0, 3000));
            return part;
          },
          { concurrency: 2 },
        )
        .map("mel", mel(256)),
  ],
  expand: [
    "four outputs per example, a filter, batches",
    (parts) =>
      parts
        .flatMap("quarters", quarters)
        .map("mel", mel(96))
        .filter("loud", (mels) => (mels[0] ?? 0) > -30)
        .batch("batch", 16, { collate: stack }),
  ],
  epochs: [
    "two stages that a cache could save, over epochs",
    (parts) =>
      parts
        .map("reverb", wet(40))
        .map("mel", mel(128))
        .map("scale", (mels) => mels.map((value) => value / 10))
        .batch("batch", 8, { collate: stack })
        .repeat("epochs", 4),
  ],
  tensor: ["matrix products of a tensor backend, on batches", withTensors],
};

async function withTensors(parts: Flow<Part>): Promise<Flow<unknown>> {
  const { tf } = await loadTensorBackend();
  if (tf === null) throw new Error("no tensor backend is installed");
  const weights = tf.randomNormal([1200, 256], 0, 1, "float32", 1);
  return parts
    .map("frame", ({ samples }) => normalise({ id: "", samples }).samples)
    .batch("batch", 8, { collate: stack })
    .map("project", (samples) => {
      const product = tf.tidy(() =>
        tf
          .matMul(tf.tensor2d(samples, [samples.length / 1200, 1200]), weights)
          .square()
          .sum(0),
      );
      const values = product.dataSync();
      product.dispose();
      return values;
    });
}

export default pipeline(
  "real",
  async (params): Promise<Flow<unknown>> => {
    const [, build] = builds[String(params["kind"])]!;
    const parts = await loadParts();
    // Long enough for a profile to be steady: the same parts several times.
    return build(source("parts", () => Array.from({ length: 40 }, () => parts).flat()));
  },
  { kind: "main-one" },
  { module: import.meta.url },
);
