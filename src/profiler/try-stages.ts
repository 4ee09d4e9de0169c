import type { Flow } from "../pipeline/flow.ts";
import { end, isPending } from "../pipeline/operator.ts";
import { openFlow } from "../pipeline/run-flow.ts";
import type { StageSpec, TransformSpec } from "../pipeline/stage-spec.ts";
import type { ProfilerEffects } from "./effects.ts";

/** Inputs on which each stage is tried: always the first few, the rest as long as that takes little time. */
const [leastTries, mostTries] = [3, 8];
const triesSeconds = 0.2;

/** What trying a stage alone has shown. */
export interface TriedStage {
  /** Whether two calls with the same input gave different outputs; below a repetition, where it comes with another number in each pass, with another number. */
  readonly isRandom: boolean;
  /** Time of each call with nothing else under way, in seconds. */
  readonly aloneSeconds: readonly number[];
  /** Turns of the event loop in which a call comes back, on average: a file is opened in one, read in the next; 0 of one that never waits. */
  readonly turnCount: number;
}

/**
 * Finds out which stages give different outputs for the same input, by calling each twice on copies of a few inputs (below a
 * repetition with two numbers, for a draw that is made of the number is another one in the next pass); and how long a call takes alone. Tried are `map` and `filter` down to the first `consume`, on the main thread; stages on which it fails, or whose
 * inputs cannot be copied, are left out. The source is opened once more; nothing else of the pipeline runs.
 */
export async function tryStages(
  flow: Flow<unknown>,
  effects: Pick<ProfilerEffects, "now" | "loopTurnCount">,
): Promise<ReadonlyMap<string, TriedStage>> {
  const found = new Map<string, TriedStage>();
  const [source, ...others] = flow.stages;
  // A pipeline that runs by itself may be one that runs once, such as a chain of streams.
  if (source === undefined || (source.kind === "source" && source.observed !== undefined)) return found;
  let values = await firstOf({ stages: [source] });
  let isRepeated = false;
  for (const stage of others) {
    if (values.length === 0 || stage.kind === "consume") break;
    values = await passThrough(stage, values, { found, effects, isRepeated });
    isRepeated ||= stage.kind === "repeat";
  }
  return found;
}

/** Where results go, and the clocks. */
interface Trial {
  /** Whether inputs come again, in further passes. */
  readonly isRepeated: boolean;
  readonly found: Map<string, TriedStage>;
  readonly effects: Pick<ProfilerEffects, "now" | "loopTurnCount">;
}

async function passThrough(
  stage: StageSpec,
  values: readonly unknown[],
  trial: Trial,
): Promise<readonly unknown[]> {
  switch (stage.kind) {
    case "map":
    case "filter":
      return tryTwice(stage, values, trial);
    case "batch":
    case "unbatch":
    case "flatMap":
      return firstOf({
        stages: [
          { name: "captured", kind: "source", concurrency: 1, open: () => values },
          stage.kind === "batch" ? { ...stage, size: Math.min(stage.size, values.length) } : stage,
        ],
      });
    default:
      return values;
  }
}

async function tryTwice(
  stage: TransformSpec,
  values: readonly unknown[],
  { found, effects, isRepeated }: Trial,
): Promise<readonly unknown[]> {
  const call = stage.fn as (value: unknown, index: number) => unknown;
  const { now } = effects;
  const aloneSeconds: number[] = [];
  let turns = 0;
  const timed = async (value: unknown, index: number): Promise<unknown> => {
    const [startedAt, turn] = [now(), turnOf(effects)];
    const output = call(value, index);
    const settled = isPending(output) ? await output : output;
    aloneSeconds.push(now() - startedAt);
    turns += turnOf(effects) - turn;
    return settled;
  };
  try {
    const first: unknown[] = [];
    const startedAt = now();
    let isRandom = false;
    for (const [index, value] of values.entries()) {
      const copy = structuredClone(value);
      first.push(await timed(value, index));
      const isEnough = index >= leastTries && now() - startedAt > triesSeconds;
      const again = isRepeated ? index + values.length : index;
      if (!isEnough) isRandom ||= !isSame(first[index], await timed(copy, again));
    }
    found.set(stage.name, { isRandom, aloneSeconds, turnCount: turns / aloneSeconds.length });
    return stage.kind === "filter" ? values.filter((_, index) => first[index]) : first;
  } catch {
    // What cannot be copied or fails when called alone says nothing about chance; the run itself has shown its errors.
    return [];
  }
}

function turnOf({ loopTurnCount }: Trial["effects"]): number {
  return loopTurnCount?.() ?? 0;
}

/** The first elements of a flow; none when it fails. */
async function firstOf(flow: Pick<Flow<unknown>, "stages">): Promise<readonly unknown[]> {
  const operator = openFlow(flow as Flow<unknown>);
  const values: unknown[] = [];
  try {
    while (values.length < mostTries) {
      const value = await operator.pull();
      if (value === end) break;
      values.push(value);
    }
  } catch {
    return [];
  } finally {
    await operator.close();
  }
  return values;
}

const maxDepth = 8;

/** Whether two outputs are equal, number for number; NaN equals NaN. */
function isSame(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b) || depth > maxDepth) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const [left, right] = [bytesOf(a), bytesOf(b)];
    return left.length === right.length && left.every((byte, index) => byte === right[index]);
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame(a[key as never], b[key as never], depth + 1))
  );
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
