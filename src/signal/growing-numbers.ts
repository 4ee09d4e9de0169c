/** Numbers that are added one by one, eight bytes each. */
export interface GrowingNumbers {
  readonly push: (value: number) => void;
  /** All of them, ascending; until the next is added. */
  readonly sorted: () => Float64Array;
}

/** Numbers at first; afterwards half as many again each time. */
const firstLength = 2 ** 12;

/** Begins a list. */
export function growingNumbers(): GrowingNumbers {
  let numbers = new Float64Array(firstLength);
  let count = 0;
  return {
    push: (value) => {
      if (count === numbers.length) {
        const larger = new Float64Array(Math.ceil(1.5 * count));
        larger.set(numbers);
        numbers = larger;
      }
      numbers[count] = value;
      count += 1;
    },
    sorted: () => numbers.subarray(0, count).sort(),
  };
}
