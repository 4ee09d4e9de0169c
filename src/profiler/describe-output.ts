import type { StageContract } from "../model/pipeline-profile.ts";

/** A typed array of numbers. */
type NumberArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

/** How large an output is. */
export interface OutputSize {
  /** Bytes of its typed arrays. */
  bytes: number;
  /** Seconds of audio it says it holds; NaN-free, 0 when it does not say. */
  audioSeconds: number;
  /** Whether any part of it says how long it is. */
  hasDuration: boolean;
}

const maxDepth = 4;
const maxEntries = 4096;

/** Adds the size of `value` to `size`. Looks into arrays and plain objects, four levels deep. */
export function addSize(value: unknown, size: OutputSize, depth = 0): void {
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) {
    size.bytes += value.byteLength;
    return;
  }
  if (depth === maxDepth) return;
  if (Array.isArray(value)) {
    const count = Math.min(value.length, maxEntries);
    for (let index = 0; index < count; index++) addSize(value[index], size, depth + 1);
    return;
  }
  if (!isPlain(value)) return;
  const before = size.audioSeconds;
  for (const key in value) addSize(value[key as never], size, depth + 1);
  const { durationSeconds } = value as { durationSeconds?: unknown };
  if (typeof durationSeconds === "number" && durationSeconds >= 0) {
    size.audioSeconds = before + durationSeconds;
    size.hasDuration = true;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What a stage has been seen to emit so far; `StageContract` while it is being built. */
export interface ContractBuilder {
  dtype: string | null;
  shape: (number | null)[] | null;
  min: number | null;
  max: number | null;
  nanCount: number;
  sampledCount: number;
}

/** A contract of nothing. */
export function emptyContract(): ContractBuilder {
  return { dtype: null, shape: null, min: null, max: null, nanCount: 0, sampledCount: 0 };
}

/** Adds one output to a contract: element type, shape, range and NaN count of the first typed array in it. */
export function addToContract(contract: ContractBuilder, value: unknown): void {
  contract.sampledCount++;
  const found = findArray(value, []);
  if (found === null) return;
  const dtype = dtypeOf(found.array);
  contract.dtype = contract.dtype === null || contract.dtype === dtype ? dtype : "mixed";
  contract.shape = contract.shape === null ? found.shape : commonShape(contract.shape, found.shape);
  for (const number of found.array) {
    if (Number.isNaN(number)) contract.nanCount++;
    else {
      if (contract.min === null || number < contract.min) contract.min = number;
      if (contract.max === null || number > contract.max) contract.max = number;
    }
  }
}

/** The contract, or null when no output was looked at. Infinite ends of a range are not kept: JSON has none. */
export function finishContract(contract: ContractBuilder): StageContract | null {
  if (contract.sampledCount === 0) return null;
  const finite = (value: number | null): number | null =>
    value !== null && Number.isFinite(value) ? value : null;
  return { ...contract, min: finite(contract.min), max: finite(contract.max) };
}

function commonShape(a: readonly (number | null)[], b: readonly number[]): (number | null)[] {
  if (a.length !== b.length) return [null];
  return a.map((length, axis) => (length === b[axis] ? length : null));
}

function dtypeOf(array: NumberArray): string {
  // The tag, not the constructor: a Buffer is an array of uint8.
  return array[Symbol.toStringTag].replace("Array", "").toLowerCase();
}

/**
 * The first typed array in a value, four levels deep; array lengths above it are the outer axes, an object's own `shape`
 * wins.
 */
function findArray(
  value: unknown,
  outer: readonly number[],
  depth = 0,
): { array: NumberArray; shape: number[] } | null {
  if (typeof value !== "object" || value === null || depth > maxDepth) return null;
  if (ArrayBuffer.isView(value)) {
    const array = value as NumberArray;
    return typeof array[0] === "number" ? { array, shape: [...outer, array.length] } : null;
  }
  if (Array.isArray(value))
    return value.length === 0 ? null : findArray(value[0], [...outer, value.length], depth + 1);
  if (!isPlain(value)) return null;
  for (const key in value) {
    const found = findArray(value[key as never], outer, depth + 1);
    if (found !== null)
      return { array: found.array, shape: statedShape(value, found.array.length) ?? found.shape };
  }
  return null;
}

function statedShape(value: object, length: number): number[] | null {
  const { shape } = value as { shape?: unknown };
  if (!Array.isArray(shape) || !shape.every((axis) => typeof axis === "number")) return null;
  const stated = shape as number[];
  return stated.reduce((product, axis) => product * axis, 1) === length ? [...stated] : null;
}
