/** Periodic Hann window of `size` samples: 0.5 - 0.5 cos(2 pi n / size), as scipy.signal.get_window("hann"). */
export function hannWindow(size: number): Float64Array {
  return Float64Array.from(
    { length: size },
    (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size),
  );
}
