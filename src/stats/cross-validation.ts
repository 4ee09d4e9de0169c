/** Parts that the data are cut into; each is predicted from the others. */
export const foldCount = 5;

/**
 * The part, 0..foldCount - 1, of each item, so that each part has its share of every class: the items of a class are dealt
 * out in turn. Items that come in a meaningful order should be shuffled first.
 *
 * @param classes Class of each item, 0..classCount - 1.
 */
export function stratifiedFolds(classes: Uint16Array, classCount: number): Uint8Array {
  // Classes start at different parts, so that small ones do not all miss the last.
  const next = Uint8Array.from({ length: classCount }, (_, index) => index % foldCount);
  const folds = new Uint8Array(classes.length);
  for (let item = 0; item < classes.length; item += 1) {
    const fold = next[classes[item]!]!;
    folds[item] = fold;
    next[classes[item]!] = fold + 1 === foldCount ? 0 : fold + 1;
  }
  return folds;
}

/**
 * Balanced accuracy, 0..1, of telling classes from bins, cross-validated: each part is predicted with what the others have in
 * its bin, as the class of which the largest share lies there. By chance 1 / classCount. Each class needs an item in two parts
 * or more.
 *
 * @param bins Bin of each item, 0..binCount - 1: chosen without knowledge of the classes.
 * @param classes Class of each item, 0..classCount - 1.
 */
export function binnedAccuracy(binned: Binned, classified: Classified): number {
  return accuracyOfBins(binned, classified)(foldCodes(classified));
}

interface Binned {
  readonly bins: Uint16Array;
  readonly binCount: number;
}

interface Classified {
  readonly classes: Uint16Array;
  readonly classCount: number;
}

/** Part and class of each item as one number: `part * classCount + class`. At most 13,107 classes. */
export function foldCodes({ classes, classCount }: Classified): Uint16Array {
  const folds = stratifiedFolds(classes, classCount);
  return classes.map((index, item) => folds[item]! * classCount + index);
}

/**
 * `binnedAccuracy` for classes that are dealt out to the items again and again: a function of their `foldCodes`. How many items
 * a class has in each part is the same for every deal.
 */
export function accuracyOfBins(
  { bins, binCount }: Binned,
  { classes, classCount }: Classified,
): (codes: Uint16Array) => number {
  const stride = foldCount * classCount;
  const table = new Int32Array(binCount * stride);
  const starts = Uint32Array.from(bins, (bin) => bin * stride);
  const sizes = sizesOf(foldCodes({ classes, classCount }), stride);
  const totals = sumOfParts(sizes, classCount);
  const trained = sizes.map((size, index) => Math.max(1, totals[index % classCount]! - size));
  return (codes) => {
    table.fill(0);
    for (let item = 0; item < codes.length; item += 1) table[starts[item]! + codes[item]!]! += 1;
    const right = rightOf(table, trained, classCount);
    return right.reduce((sum, count, index) => sum + count / totals[index]!, 0) / classCount;
  };
}

function sizesOf(codes: Uint16Array, stride: number): Int32Array {
  const sizes = new Int32Array(stride);
  for (const code of codes) sizes[code]! += 1;
  return sizes;
}

/** Items of each class that are predicted as such, from counts by bin, part and class. */
function rightOf(table: Int32Array, trained: Int32Array, classCount: number): Int32Array {
  const right = new Int32Array(classCount);
  for (let bin = 0; bin < table.length; bin += trained.length) {
    const totals = sumOfParts(table.subarray(bin, bin + trained.length), classCount);
    for (let fold = 0; fold < trained.length; fold += classCount) {
      let choice = 0;
      // Shares are compared as fractions of integers, which is exact, and quicker than division.
      let [bestCount, bestSize] = [-1, 1];
      for (let index = 0; index < classCount; index += 1) {
        const count = totals[index]! - table[bin + fold + index]!;
        const size = trained[fold + index]!;
        if (count * bestSize <= bestCount * size) continue;
        choice = index;
        bestCount = count;
        bestSize = size;
      }
      right[choice]! += table[bin + fold + choice]!;
    }
  }
  return right;
}

function sumOfParts(parts: Int32Array, length: number): Int32Array {
  const sums = parts.slice(0, length);
  for (let part = length; part < parts.length; part += length) {
    for (let index = 0; index < length; index += 1) sums[index]! += parts[part + index]!;
  }
  return sums;
}
