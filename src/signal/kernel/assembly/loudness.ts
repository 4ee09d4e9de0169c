import { loudnessEnergies } from "./layout";

// K-weighting of BS.1770: the head's shelf (scaled to b0 = 1) in transposed direct form II, then the high pass as two integrators
// (Zavalishin, The Art of VA Filter Design, section 4): 32 bits are enough for these, and not for its direct form, whose poles lie
// close to 1. See `loudness.ts` of the room.
let shelfB1: f32 = 0;
let shelfB2: f32 = 0;
let shelfA1: f32 = 0;
let shelfA2: f32 = 0;
// What a sample of output (`Feed`) and the inner integrator (`Carry`) add to the states and to the next sample of output.
let innerFeed: f32 = 0;
let outerFeed: f32 = 0;
let outerCarry: f32 = 0;
let outputFeed: f32 = 0;
let outputCarry: f32 = 0;
let energyScale: f64 = 1;

/** Sets the filters: coefficients of the shelf as they are in the standard, tangent of the high pass' corner and its quality. */
export function setFilters(b0: f64, b1: f64, b2: f64, a1: f64, a2: f64, tangent: f64, quality: f64): void {
  shelfB1 = <f32>(b1 / b0);
  shelfB2 = <f32>(b2 / b0);
  shelfA1 = <f32>a1;
  shelfA2 = <f32>a2;
  const damping = tangent + 1 / quality;
  const inner = tangent / (1 + tangent / quality + tangent * tangent);
  innerFeed = <f32>(2 * inner);
  outerFeed = <f32>(2 * tangent * inner);
  outerCarry = <f32>(2 * tangent);
  outputFeed = <f32>(2 * tangent * inner + 2 * damping * inner);
  outputCarry = <f32>(2 * tangent + damping);
  energyScale = b0 * b0;
}

/** Lanes at work: two vectors. */
const laneCount: i32 = 8;

/**
 * K-weighted energy of each of `hopCount` hops of 100 ms, into `loudnessEnergies`. A recursive filter cannot be cut into lanes, but
 * its memory is short: eight lanes take an eighth of the hops each and start one hop early, from rest; what the high pass
 * still knows of the time before has decayed to (1 + 24) e^-24, or 1e-9. One hop of samples (or zeros) must lie before `address`.
 */
export function weightHops(address: usize, hopLength: i32, hopCount: i32): void {
  const perLane = (hopCount + laneCount - 1) / laneCount;
  memory.fill(states, 0, 12 * 16);
  for (let hop = 0; hop <= perLane; hop++) {
    memory.fill(energies, 0, 32);
    for (let done = 0; done < hopLength; done += chunkLength) {
      const count = min(chunkLength, hopLength - done);
      for (let lane = 0; lane < laneCount; lane += 4) {
        const start = address + <usize>((hop - 1) * hopLength + done) * 4;
        interleave(
          start + firstHop(lane, perLane, hopCount) * hopLength * 4,
          start + firstHop(lane + 1, perLane, hopCount) * hopLength * 4,
          start + firstHop(lane + 2, perLane, hopCount) * hopLength * 4,
          start + firstHop(lane + 3, perLane, hopCount) * hopLength * 4,
          chunk + (<usize>lane << 2),
          count,
        );
      }
      filterChunk(count);
    }
    // The first hop only warms the filters up.
    if (hop > 0) storeEnergies(hop - 1, perLane, hopCount);
  }
}

/** First hop of a lane, so early that the lane ends inside the data: those beyond the last repeat the work of others. */
@inline function firstHop(lane: i32, perLane: i32, hopCount: i32): i32 {
  return min(lane * perLane, hopCount - perLane);
}

/** Samples that are put in lanes at a time. */
const chunkLength: i32 = 512;
/** The samples of a chunk, eight lanes side by side. */
const chunk: usize = memory.data(chunkLength * 32, 64);
/** States of shelf and high pass, a vector of lanes each: those of lanes 0..3, those of lanes 4..7, then of both what comes next. */
const states: usize = memory.data(12 * 16, 16);
/** Energy of the hop at work, per lane. */
const energies: usize = memory.data(32, 16);

/** Puts `count` samples of four lanes side by side; reads up to 3 more of each. */
function interleave(at0: usize, at1: usize, at2: usize, at3: usize, target: usize, count: i32): void {
  for (let left = count; left > 0; left -= 4, at0 += 16, at1 += 16, at2 += 16, at3 += 16, target += 128) {
    const row0 = v128.load(at0), row1 = v128.load(at1), row2 = v128.load(at2), row3 = v128.load(at3);
    const low01 = v128.shuffle<f32>(row0, row1, 0, 4, 1, 5), low23 = v128.shuffle<f32>(row2, row3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(row0, row1, 2, 6, 3, 7), high23 = v128.shuffle<f32>(row2, row3, 2, 6, 3, 7);
    v128.store(target, v128.shuffle<f64>(low01, low23, 0, 2));
    v128.store(target, v128.shuffle<f64>(low01, low23, 1, 3), 32);
    v128.store(target, v128.shuffle<f64>(high01, high23, 0, 2), 64);
    v128.store(target, v128.shuffle<f64>(high01, high23, 1, 3), 96);
  }
}

/** Filters `count` samples of all lanes and adds up the squares of what comes out. */
function filterChunk(count: i32): void {
  const b1 = f32x4.splat(shelfB1), b2 = f32x4.splat(shelfB2), a1 = f32x4.splat(shelfA1), a2 = f32x4.splat(shelfA2);
  const inner = f32x4.splat(innerFeed), outer = f32x4.splat(outerFeed), carry = f32x4.splat(outerCarry);
  const toOutput = f32x4.splat(outputFeed), carryToOutput = f32x4.splat(outputCarry);
  let s1 = v128.load(states), s2 = v128.load(states, 16), p1 = v128.load(states, 32), p2 = v128.load(states, 48);
  let t1 = v128.load(states, 64), t2 = v128.load(states, 80), q1 = v128.load(states, 96), q2 = v128.load(states, 112);
  let energy = f32x4.splat(0), otherEnergy = energy;
  // The high pass' output is its input less the states; that part of them that does not wait for the last output comes first.
  let z = v128.load(states, 128), w = v128.load(states, 144), held = v128.load(states, 160), otherHeld = v128.load(states, 176);
  for (let at = chunk, end = chunk + (<usize>count << 5); at < end; at += 32) {
    const x = v128.load(at), u = v128.load(at, 16);
    const y = f32x4.add(x, s1), v = f32x4.add(u, t1);
    s1 = f32x4.sub(f32x4.add(f32x4.mul(b1, x), s2), f32x4.mul(a1, y));
    t1 = f32x4.sub(f32x4.add(f32x4.mul(b1, u), t2), f32x4.mul(a1, v));
    s2 = f32x4.sub(f32x4.mul(b2, x), f32x4.mul(a2, y));
    t2 = f32x4.sub(f32x4.mul(b2, u), f32x4.mul(a2, v));
    z = f32x4.sub(f32x4.sub(y, held), f32x4.mul(toOutput, z));
    w = f32x4.sub(f32x4.sub(v, otherHeld), f32x4.mul(toOutput, w));
    held = f32x4.add(p2, f32x4.mul(carryToOutput, p1));
    otherHeld = f32x4.add(q2, f32x4.mul(carryToOutput, q1));
    p2 = f32x4.add(f32x4.add(p2, f32x4.mul(carry, p1)), f32x4.mul(outer, z));
    q2 = f32x4.add(f32x4.add(q2, f32x4.mul(carry, q1)), f32x4.mul(outer, w));
    p1 = f32x4.add(p1, f32x4.mul(inner, z));
    q1 = f32x4.add(q1, f32x4.mul(inner, w));
    energy = f32x4.add(energy, f32x4.mul(z, z));
    otherEnergy = f32x4.add(otherEnergy, f32x4.mul(w, w));
  }
  v128.store(states, s1); v128.store(states, s2, 16); v128.store(states, p1, 32); v128.store(states, p2, 48);
  v128.store(states, t1, 64); v128.store(states, t2, 80); v128.store(states, q1, 96); v128.store(states, q2, 112);
  v128.store(states, z, 128); v128.store(states, w, 144); v128.store(states, held, 160); v128.store(states, otherHeld, 176);
  v128.store(energies, f32x4.add(v128.load(energies), energy));
  v128.store(energies, f32x4.add(v128.load(energies, 16), otherEnergy), 16);
}

function storeEnergies(hop: i32, perLane: i32, hopCount: i32): void {
  for (let lane = 0; lane < laneCount; lane++) {
    const place = loudnessEnergies + (<usize>(firstHop(lane, perLane, hopCount) + hop) << 3);
    store<f64>(place, energyScale * load<f32>(energies + (<usize>lane << 2)));
  }
}
