/** How a dataset came to be: the dataset it was made of, and the function it was given. */
interface Origin {
  readonly base: object;
  readonly functionName: string | null;
}

/** Methods of a dataset that make another one of it. */
const methods = [
  "batch",
  "concatenate",
  "filter",
  "map",
  "mapAsync",
  "prefetch",
  "repeat",
  "shuffle",
  "skip",
  "take",
] as const;

const origins = new WeakMap<object, Origin>();
const noted = new WeakSet<object>();

/**
 * From now on, notes for each dataset of this class of which one it was made, and the name of its function: tf.data keeps neither.
 * Gives whether that is new; a dataset that was made before says nothing.
 */
export function noteOrigins(dataset: object): boolean {
  const prototype = classOf(dataset);
  if (prototype === null || noted.has(prototype)) return false;
  noted.add(prototype);
  for (const method of methods) {
    const make = prototype[method];
    if (typeof make !== "function") continue;
    prototype[method] = function (this: object, ...words: unknown[]) {
      const made: unknown = make.apply(this, words);
      const fn = words[0];
      const functionName = typeof fn === "function" ? fn.name : null;
      if (typeof made === "object" && made !== null) origins.set(made, { base: this, functionName });
      return made;
    };
  }
  return true;
}

/** Names of the functions on the way to a dataset, last one first; an empty name for a function without one. */
export function functionNames(dataset: object): readonly string[] {
  const names: string[] = [];
  for (let origin = origins.get(dataset); origin !== undefined; origin = origins.get(origin.base)) {
    if (origin.functionName !== null) names.push(origin.functionName);
  }
  return names;
}

type Methods = Record<string, ((...words: unknown[]) => unknown) | undefined>;

/** The prototype that has the methods of datasets as its own. */
function classOf(dataset: object): Methods | null {
  let prototype: unknown = Object.getPrototypeOf(dataset);
  while (typeof prototype === "object" && prototype !== null) {
    if (Object.hasOwn(prototype, "mapAsync")) return prototype as Methods;
    prototype = Object.getPrototypeOf(prototype);
  }
  return null;
}
