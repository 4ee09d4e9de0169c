/** How a value lies in an array of numbers: many of them take a fraction of the memory that as many objects do. */
export interface PackedField<Value> {
  /** Numbers that it takes. */
  readonly width: number;
  /** Puts `value` at `at` and after. */
  readonly write: (numbers: Float64Array, at: number, value: Value) => void;
  /** The value at `at`; of a record a view, which reads its fields when it is asked for them. */
  readonly read: (numbers: Float64Array, at: number) => Value;
}

/** A number other than NaN. */
export const packedNumber: PackedField<number> = {
  width: 1,
  write: (numbers, at, value) => {
    numbers[at] = value;
  },
  read: (numbers, at) => numbers[at]!,
};

/** A number, or null: NaN, which no measurement is. */
export const packedKnown: PackedField<number | null> = {
  width: 1,
  write: (numbers, at, value) => {
    numbers[at] = value ?? Number.NaN;
  },
  read: (numbers, at) => (Number.isNaN(numbers[at]) ? null : numbers[at]!),
};

/** Yes or no. */
export const packedFlag: PackedField<boolean> = {
  width: 1,
  write: (numbers, at, value) => {
    numbers[at] = value ? 1 : 0;
  },
  read: (numbers, at) => numbers[at] === 1,
};

// One list for all: names of containers and codecs are few, whatever the number of clips.
const names: string[] = [];
const placeOfName = new Map<string, number>();

/** One of a few names. */
export function packedName<Name extends string>(): PackedField<Name> {
  return {
    width: 1,
    write: (numbers, at, value) => {
      const place = placeOfName.get(value) ?? names.push(value) - 1;
      placeOfName.set(value, place);
      numbers[at] = place;
    },
    read: (numbers, at) => names[numbers[at]!] as Name,
  };
}

// Plain loops, here and below: calls for each number would take several times as long as all else that is done with a clip.

/** `length` numbers other than NaN. */
export function packedNumbers(length: number): PackedField<readonly number[]> {
  return {
    width: length,
    write: (numbers, at, values) => {
      for (let index = 0; index < length; index += 1) numbers[at + index] = values[index]!;
    },
    read: (numbers, at) => {
      const values: number[] = [];
      for (let index = at; index < at + length; index += 1) values.push(numbers[index]!);
      return values;
    },
  };
}

/** `length` numbers, or null. */
export function packedKnowns(length: number): PackedField<readonly (number | null)[]> {
  return {
    width: length,
    write: (numbers, at, values) => {
      for (let index = 0; index < length; index += 1) numbers[at + index] = values[index] ?? Number.NaN;
    },
    read: (numbers, at) => {
      const values: (number | null)[] = [];
      for (let index = at; index < at + length; index += 1) {
        values.push(Number.isNaN(numbers[index]) ? null : numbers[index]!);
      }
      return values;
    },
  };
}

/** Where a view's fields are. */
interface Place {
  readonly numbers: Float64Array;
  readonly at: number;
}

/** A record, field by field. */
export interface PackedRecord<Shape extends object> extends PackedField<Shape> {
  /** Where each field begins, from the start of the record. */
  readonly places: Readonly<Record<keyof Shape, number>>;
}

/** A record of `fields`, one after the other. Its views have the fields as getters, and as JSON their values. */
export function packedRecord<Shape extends object>(
  fields: {
    readonly [Name in keyof Shape]-?: PackedField<Shape[Name]>;
  },
): PackedRecord<Shape> {
  // A class, so that all views share the getters: an object of closures would take more memory than what it reads.
  class View implements Place {
    readonly numbers: Float64Array;
    readonly at: number;
    constructor(numbers: Float64Array, at: number) {
      this.numbers = numbers;
      this.at = at;
    }
    toJSON(): object {
      return Object.fromEntries(
        names.map((name) => [name, fields[name].read(this.numbers, this.at + placeOf[name])]),
      );
    }
  }
  const names = Object.keys(fields) as (keyof Shape)[];
  const placeOf = {} as Record<keyof Shape, number>;
  let width = 0;
  for (const name of names) {
    const { read } = fields[name];
    const place = width;
    placeOf[name] = place;
    width += fields[name].width;
    const get = function (this: Place): unknown {
      return read(this.numbers, this.at + place);
    };
    Object.defineProperty(View.prototype, name, { get, enumerable: true });
  }
  return {
    width,
    places: placeOf,
    write: (numbers, at, value) => {
      for (const name of names) fields[name].write(numbers, at + placeOf[name], value[name]);
    },
    read: (numbers, at) => new View(numbers, at) as object as Shape,
  };
}
