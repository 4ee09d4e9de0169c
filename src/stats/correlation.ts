import { momentsOf } from "./moments.ts";

/** Pearson's correlation of two series of one length, -1..1; 0 where one does not vary. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [mx, my] = [momentsOf(x), momentsOf(y)];
  let products = 0;
  for (let index = 0; index < x.length; index += 1) products += (x[index]! - mx.mean) * (y[index]! - my.mean);
  const scale = Math.sqrt(mx.squaredDeviations * my.squaredDeviations);
  return scale > 0 ? products / scale : 0;
}
