/** Numbers in a row: a typed array, or an array of plain numbers. */
export type Numbers =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | readonly number[];

/** The numbers that an output holds first, and what it says of them. */
export interface FoundNumbers {
  /** Arrays in order: one, or one per channel, or those of the first elements of a batch. Empty for a tensor, whose values stay put. */
  readonly arrays: readonly Numbers[];
  readonly dtype: string;
  /** Lengths of the axes; null where elements of a batch differ. */
  readonly shape: readonly (number | null)[];
  /** Channels that `arrays` are, in order; null where they are not channels. */
  readonly channelCount: number | null;
  /** Sampling rate that the objects around the numbers state, in Hertz. */
  readonly sampleRateHertz: number | null;
  /** Duration that they state, in seconds. */
  readonly durationSeconds: number | null;
}

const maxDepth = 4;
/** Elements of a batch whose values are looked at. */
const maxElements = 4;

/** Finds the first numbers in a value, four levels deep; null when there are none. */
export function findNumbers(value: unknown, depth = 0): FoundNumbers | null {
  if (typeof value !== "object" || value === null || depth > maxDepth) return null;
  if (ArrayBuffer.isView(value)) return fromTypedArray(value);
  if (Array.isArray(value)) return fromArray(value, depth);
  const tensor = fromTensor(value);
  if (tensor !== null) return tensor;
  return isPlain(value) ? fromDictionary(value, depth) : null;
}

function fromTypedArray(value: ArrayBufferView): FoundNumbers | null {
  const array = value as Float32Array;
  if (typeof array[0] !== "number") return null;
  // The tag, not the constructor: a Buffer is an array of uint8.
  return bare([array], array[Symbol.toStringTag].replace("Array", "").toLowerCase(), [array.length]);
}

function fromArray(values: readonly unknown[], depth: number): FoundNumbers | null {
  if (typeof values[0] === "number") return bare([values as readonly number[]], "number", [values.length]);
  const elements = values.slice(0, maxElements).map((value) => findNumbers(value, depth + 1));
  const first = elements[0];
  if (first === undefined || first === null) return null;
  const shapes = elements.map((element) => element?.shape ?? []);
  const arrays = elements.flatMap((element) => element?.arrays ?? []);
  return {
    ...first,
    arrays,
    shape: [values.length, ...shapes.slice(1).reduce(commonShape, first.shape)],
    channelCount: null,
  };
}

/** A tensor says its shape and type; reading its values would wait for the device. */
function fromTensor(value: object): FoundNumbers | null {
  if (isPlain(value)) return null;
  const { shape, dtype } = value as { shape?: unknown; dtype?: unknown };
  return isShape(shape) && typeof dtype === "string" ? bare([], dtype, shape) : null;
}

function fromDictionary(value: object, depth: number): FoundNumbers | null {
  for (const key in value) {
    if (key === "shape") continue;
    const found = findNumbers(value[key as never], depth + 1);
    if (found === null) continue;
    const { sampleRateHertz, durationSeconds } = statements(value);
    const stated = statedShape(value, found);
    return {
      ...found,
      shape: stated ?? found.shape,
      channelCount: channelsOf(key, stated ?? found.shape, found) ?? found.channelCount,
      sampleRateHertz: found.sampleRateHertz ?? sampleRateHertz,
      durationSeconds: found.durationSeconds ?? durationSeconds,
    };
  }
  return null;
}

function channelsOf(key: string, shape: FoundNumbers["shape"], found: FoundNumbers): number | null {
  const isList = key === "channels" && shape.length === 2 && found.arrays.length === shape[0];
  return isList ? found.arrays.length : null;
}

const rateNames = ["sampleRateHertz", "sampleRate", "samplingRate", "sample_rate"];

/** What a dictionary says of the sound in it, itself or in the dictionary `clip` beside it. */
function statements(value: object): { sampleRateHertz: number | null; durationSeconds: number | null } {
  const { clip } = value as { clip?: unknown };
  const places = typeof clip === "object" && clip !== null ? [value, clip] : [value];
  const stated = (name: string): number | null => {
    for (const place of places) {
      const number: unknown = place[name as never];
      if (typeof number === "number" && number > 0) return number;
    }
    return null;
  };
  const rates = rateNames.map(stated).filter((rate) => rate !== null);
  return { sampleRateHertz: rates[0] ?? null, durationSeconds: stated("durationSeconds") };
}

function statedShape(value: object, found: FoundNumbers): readonly number[] | null {
  const { shape } = value as { shape?: unknown };
  const length = found.arrays[0]?.length;
  if (!isShape(shape) || found.arrays.length !== 1) return null;
  return shape.reduce((product, axis) => product * axis, 1) === length ? [...shape] : null;
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((axis) => typeof axis === "number");
}

function bare(arrays: readonly Numbers[], dtype: string, shape: readonly number[]): FoundNumbers {
  return { arrays, dtype, shape, channelCount: null, sampleRateHertz: null, durationSeconds: null };
}

/** The shape that two outputs share: null where an axis differs, one null where their number of axes does. */
export function commonShape(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
): readonly (number | null)[] {
  if (a.length !== b.length) return [null];
  return a.map((length, axis) => (length === b[axis] ? length : null));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
