import type { AttributeValue } from "../model/example.ts";
import type { StageKind } from "../model/pipeline-profile.ts";
import type { ExampleAttributes } from "./run-record.ts";

/** What is known of examples by their number in order, for a part of a pipeline in which calls follow examples one to one. */
export interface ExampleLedger {
  /** Learns what `value`, the stage's version of the example, says of it; gives whether that was new. */
  note(index: number, value: unknown): boolean;
  /** What is known of an example; undefined for one that was not kept. */
  attributesOf(index: number): ExampleAttributes | undefined;
}

/** Ledgers of a stage: of the examples that it takes in, and of those that it hands on. */
export interface StageLedgers {
  /** Null where a call is not one example's. */
  readonly input: ExampleLedger | null;
  /** Null where an output is not one example. */
  readonly output: ExampleLedger | null;
}

/** Examples that are kept, every so-many-th of a long run. */
const maxExamples = 8192;

/** What is worth knowing of an example, by the name under which it is stated. */
const attributeNames = [
  "id",
  "path",
  "label",
  "split",
  "group",
  "durationSeconds",
  "sampleRateHertz",
  "channelCount",
  "codec",
  "container",
  "bitDepth",
  "sizeBytes",
] as const;

/** Dictionaries within a value that speak of the example too. */
const nestedNames = ["example", "audio", "clip", "attributes"] as const;

/** Begins a ledger. */
export function createLedger(): ExampleLedger {
  const kept = new Map<number, Record<string, AttributeValue>>();
  let stride = 1;

  function makeRoom(): void {
    stride *= 2;
    for (const index of kept.keys()) if (index % stride !== 0) kept.delete(index);
  }

  return {
    note(index, value) {
      if (index % stride !== 0) return false;
      let row = kept.get(index);
      if (row === undefined) {
        if (kept.size === maxExamples) makeRoom();
        row = {};
        kept.set(index, row);
      }
      return addStatements(row, value, 0);
    },
    attributesOf: (index) => kept.get(index),
  };
}

function addStatements(row: Record<string, AttributeValue>, value: unknown, depth: number): boolean {
  if (depth === 0 && typeof value === "string" && value.length <= 200) return addNew(row, "id", value);
  if (!isPlain(value)) return false;
  let isNew = false;
  for (const name of attributeNames) isNew = addNew(row, name, value[name]) || isNew;
  for (const name of nestedNames) {
    const inner = value[name];
    if (inner === undefined) continue;
    if (name === "attributes" && isPlain(inner)) {
      for (const key in inner) isNew = addNew(row, key, inner[key]) || isNew;
    } else if (depth < 2) isNew = addStatements(row, inner, depth + 1) || isNew;
  }
  return isNew;
}

function addNew(row: Record<string, AttributeValue>, name: string, value: unknown): boolean {
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  if (!isScalar || row[name] !== undefined) return false;
  row[name] = value;
  return true;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Stages whose outputs follow their inputs one to one and in order. */
const oneToOne: ReadonlySet<StageKind> = new Set(["map", "consume", "prefetch", "repeat"]);

/** The ledgers of stages in order: a stage that drops, reorders or divides examples begins a new one, a batch ends it. */
export function ledgersOf(kinds: readonly StageKind[]): readonly StageLedgers[] {
  let current: ExampleLedger | null = null;
  return kinds.map((kind) => {
    const input: ExampleLedger | null = current;
    if (kind === "batch") current = null;
    else if (!oneToOne.has(kind)) current = createLedger();
    const hasCalls = kind === "map" || kind === "filter" || kind === "consume" || kind === "source";
    return { input: hasCalls ? (kind === "source" ? current : input) : null, output: current };
  });
}
