import { pointBytes, spectra } from "./layout";

/**
 * The first step of four transforms at once, one frame per lane: reads the frames at the four addresses, windows them, turns
 * rows into lanes, and does the radix-4 butterflies across quarters, which need no factors. Results are scattered to
 * their digit-reversed places (`places` for this number of points), so that the later steps run in place and end in order.
 */
export function loadFrames(
  frame0: usize, frame1: usize, frame2: usize, frame3: usize, window: usize, places: usize, points: i32,
): void {
  // Bytes of the real samples that make a quarter of the points.
  const quarterBytes = <usize>points << 1;
  for (let offset: usize = 0; offset < quarterBytes; offset += 16) {
    // A row is four samples of one frame: two points. Four rows give point a and point b of the quarter, in four lanes.
    let at = offset;
    let row0 = windowed(frame0, window, at), row1 = windowed(frame1, window, at), row2 = windowed(frame2, window, at), row3 = windowed(frame3, window, at);
    let low01 = lowPairs(row0, row1), low23 = lowPairs(row2, row3), high01 = highPairs(row0, row1), high23 = highPairs(row2, row3);
    const ar0 = evens(low01, low23), ai0 = odds(low01, low23), br0 = evens(high01, high23), bi0 = odds(high01, high23);

    at += quarterBytes;
    row0 = windowed(frame0, window, at); row1 = windowed(frame1, window, at); row2 = windowed(frame2, window, at); row3 = windowed(frame3, window, at);
    low01 = lowPairs(row0, row1); low23 = lowPairs(row2, row3); high01 = highPairs(row0, row1); high23 = highPairs(row2, row3);
    const ar1 = evens(low01, low23), ai1 = odds(low01, low23), br1 = evens(high01, high23), bi1 = odds(high01, high23);

    at += quarterBytes;
    row0 = windowed(frame0, window, at); row1 = windowed(frame1, window, at); row2 = windowed(frame2, window, at); row3 = windowed(frame3, window, at);
    low01 = lowPairs(row0, row1); low23 = lowPairs(row2, row3); high01 = highPairs(row0, row1); high23 = highPairs(row2, row3);
    const ar2 = evens(low01, low23), ai2 = odds(low01, low23), br2 = evens(high01, high23), bi2 = odds(high01, high23);

    at += quarterBytes;
    row0 = windowed(frame0, window, at); row1 = windowed(frame1, window, at); row2 = windowed(frame2, window, at); row3 = windowed(frame3, window, at);
    low01 = lowPairs(row0, row1); low23 = lowPairs(row2, row3); high01 = highPairs(row0, row1); high23 = highPairs(row2, row3);
    const ar3 = evens(low01, low23), ai3 = odds(low01, low23), br3 = evens(high01, high23), bi3 = odds(high01, high23);

    // Two points make 8 bytes of samples each, and their places are 4 bytes apart each.
    const place = places + (offset >> 1);
    storeButterfly(spectra + <usize>load<u32>(place), ar0, ai0, ar1, ai1, ar2, ai2, ar3, ai3);
    storeButterfly(spectra + <usize>load<u32>(place, 4), br0, bi0, br1, bi1, br2, bi2, br3, bi3);
  }
}

@inline function windowed(frame: usize, window: usize, at: usize): v128 {
  return f32x4.mul(v128.load(frame + at), v128.load(window + at));
}

@inline function lowPairs(a: v128, b: v128): v128 { return v128.shuffle<f32>(a, b, 0, 4, 1, 5); }
@inline function highPairs(a: v128, b: v128): v128 { return v128.shuffle<f32>(a, b, 2, 6, 3, 7); }
@inline function evens(a: v128, b: v128): v128 { return v128.shuffle<f64>(a, b, 0, 2); }
@inline function odds(a: v128, b: v128): v128 { return v128.shuffle<f64>(a, b, 1, 3); }

@inline function storeButterfly(
  target: usize,
  r0: v128, i0: v128, r1: v128, i1: v128, r2: v128, i2: v128, r3: v128, i3: v128,
): void {
  const sumR = f32x4.add(r0, r2), sumI = f32x4.add(i0, i2), differenceR = f32x4.sub(r0, r2), differenceI = f32x4.sub(i0, i2);
  const otherSumR = f32x4.add(r1, r3), otherSumI = f32x4.add(i1, i3);
  const otherDifferenceR = f32x4.sub(r1, r3), otherDifferenceI = f32x4.sub(i1, i3);
  v128.store(target, f32x4.add(sumR, otherSumR));
  v128.store(target, f32x4.add(sumI, otherSumI), 16);
  v128.store(target, f32x4.add(differenceR, otherDifferenceI), pointBytes);
  v128.store(target, f32x4.sub(differenceI, otherDifferenceR), pointBytes + 16);
  v128.store(target, f32x4.sub(sumR, otherSumR), 2 * pointBytes);
  v128.store(target, f32x4.sub(sumI, otherSumI), 2 * pointBytes + 16);
  v128.store(target, f32x4.sub(differenceR, otherDifferenceI), 3 * pointBytes);
  v128.store(target, f32x4.add(differenceI, otherDifferenceR), 3 * pointBytes + 16);
}
