/**
 * Variance of the Laplacian of a picture of one channel (up + down + left + right - 4 centre), its rows and columns mirrored at the edges
 * without repeating them: cv2.Laplacian(...).var(), scipy.ndimage.laplace(mode="mirror"). Sums are whole numbers, so that it is exact but for
 * the last division.
 */
export function laplacianVariance(luma: Uint8Array, widthPixels: number, heightPixels: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < heightPixels; y++) {
    const row = y * widthPixels;
    const above = mirrored(y - 1, heightPixels) * widthPixels;
    const below = mirrored(y + 1, heightPixels) * widthPixels;
    const add = (x: number, left: number, right: number): void => {
      const value =
        luma[above + x]! + luma[below + x]! + luma[row + left]! + luma[row + right]! - 4 * luma[row + x]!;
      sum += value;
      squares += value * value;
    };
    add(0, mirrored(-1, widthPixels), mirrored(1, widthPixels));
    for (let x = 1; x < widthPixels - 1; x++) {
      const value =
        luma[above + x]! + luma[below + x]! + luma[row + x - 1]! + luma[row + x + 1]! - 4 * luma[row + x]!;
      sum += value;
      squares += value * value;
    }
    if (widthPixels > 1) add(widthPixels - 1, widthPixels - 2, mirrored(widthPixels, widthPixels));
  }
  const count = widthPixels * heightPixels;
  return Math.max(0, (squares - (sum * sum) / count) / count);
}

/** The place that stands for one beyond an edge. */
function mirrored(place: number, length: number): number {
  if (length === 1) return 0;
  if (place < 0) return -place;
  return place < length ? place : 2 * (length - 1) - place;
}
