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
export function binnedAccuracy(
  { bins, binCount }: { readonly bins: Uint16Array; readonly binCount: number },
  { classes, classCount }: { readonly classes: Uint16Array; readonly classCount: number },
): number {
  const folds = stratifiedFolds(classes, classCount);
  const cellCount = binCount * classCount;
  const table = new Int32Array(foldCount * cellCount);
  const sizes = new Int32Array(foldCount * classCount);
  for (let item = 0; item < bins.length; item += 1) {
    const fold = folds[item]!;
    table[fold * cellCount + bins[item]! * classCount + classes[item]!]! += 1;
    sizes[fold * classCount + classes[item]!]! += 1;
  }
  const [total, totalSizes] = [sumOfParts(table, cellCount), sumOfParts(sizes, classCount)];
  const right = new Int32Array(classCount);
  for (let fold = 0; fold < foldCount; fold += 1) {
    const held = table.subarray(fold * cellCount, (fold + 1) * cellCount);
    const trained = totalSizes.map((size, index) => size - sizes[fold * classCount + index]!);
    for (let bin = 0; bin < cellCount; bin += classCount) {
      let choice = 0;
      let bestShare = -1;
      for (let index = 0; index < classCount; index += 1) {
        const share = (total[bin + index]! - held[bin + index]!) / Math.max(1, trained[index]!);
        if (share <= bestShare) continue;
        choice = index;
        bestShare = share;
      }
      right[choice]! += held[bin + choice]!;
    }
  }
  return right.reduce((sum, count, index) => sum + count / totalSizes[index]!, 0) / classCount;
}

function sumOfParts(parts: Int32Array, length: number): Int32Array {
  const sums = parts.slice(0, length);
  for (let part = length; part < parts.length; part += length) {
    for (let index = 0; index < length; index += 1) sums[index]! += parts[part + index]!;
  }
  return sums;
}
