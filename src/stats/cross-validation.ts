/** Parts that the data are cut into; each is predicted from the others. */
export const foldCount = 5;

/**
 * The part, 0..foldCount - 1, of each item, so that each part has its share of every class: the items of a class are dealt
 * out in turn. Items that come in a meaningful order should be shuffled first.
 *
 * @param classes Class of each item, 0..classCount - 1.
 */
export function stratifiedFolds(classes: Uint16Array, classCount: number): Uint8Array {
  return Uint8Array.from(foldCodes({ classes, classCount }), (code) => Math.floor(code / classCount));
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
  const stride = foldCount * classCount;
  const next = firstCodes(classCount);
  const codes = new Uint16Array(classes.length);
  for (let item = 0; item < classes.length; item += 1) {
    const code = next[classes[item]!]!;
    codes[item] = code;
    next[classes[item]!] = code + classCount < stride ? code + classCount : code + classCount - stride;
  }
  return codes;
}

/** Codes of the first item of each class. Classes start at different parts, so that small ones do not all miss the last. */
function firstCodes(classCount: number): Uint16Array {
  return Uint16Array.from({ length: classCount }, (_, index) => (index % foldCount) * classCount + index);
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
  // Nothing is made anew for a deal: thousands are tried.
  const right = new Int32Array(classCount);
  const inBin = new Int32Array(classCount);
  return (codes) => {
    table.fill(0);
    for (let item = 0; item < codes.length; item += 1) table[starts[item]! + codes[item]!]! += 1;
    countRight(right, { table, trained, inBin });
    let sum = 0;
    for (let index = 0; index < classCount; index += 1) sum += right[index]! / totals[index]!;
    return sum / classCount;
  };
}

function sizesOf(codes: Uint16Array, stride: number): Int32Array {
  const sizes = new Int32Array(stride);
  for (const code of codes) sizes[code]! += 1;
  return sizes;
}

/** Counts by bin, part and class, and room for those of one bin by class. */
interface BinCounts {
  readonly table: Int32Array;
  /** Items by part and class that the other parts hold; at least 1. */
  readonly trained: Int32Array;
  readonly inBin: Int32Array;
}

/** Puts into `right` how many items of each class are predicted as such. */
function countRight(right: Int32Array, { table, trained, inBin }: BinCounts): void {
  right.fill(0);
  for (let bin = 0; bin < table.length; bin += trained.length) {
    addParts(inBin, table, bin, trained.length);
    for (let fold = 0; fold < trained.length; fold += inBin.length) {
      let choice = 0;
      // Shares are compared as fractions of integers, which is exact, and quicker than division.
      let bestCount = -1;
      let bestSize = 1;
      for (let index = 0; index < inBin.length; index += 1) {
        const count = inBin[index]! - table[bin + fold + index]!;
        const size = trained[fold + index]!;
        if (count * bestSize <= bestCount * size) continue;
        choice = index;
        bestCount = count;
        bestSize = size;
      }
      right[choice]! += table[bin + fold + choice]!;
    }
  }
}

function sumOfParts(parts: Int32Array, length: number): Int32Array {
  const sums = new Int32Array(length);
  addParts(sums, parts, 0, parts.length);
  return sums;
}

/** Puts into `sums` those over the parts from `start`, of as many numbers as it holds each, `count` in all. */
function addParts(sums: Int32Array, parts: Int32Array, start: number, count: number): void {
  sums.fill(0);
  for (let part = start; part < start + count; part += sums.length) {
    for (let index = 0; index < sums.length; index += 1) sums[index]! += parts[part + index]!;
  }
}
