import { loudnessEnergies } from "./layout";

// K-weighting of BS.1770: the head's shelf (scaled to b0 = 1), then the high pass (b = 1, -2, 1). See `loudness.ts` of the room.
let shelfB1: f64 = 0;
let shelfB2: f64 = 0;
let shelfA1: f64 = 0;
let shelfA2: f64 = 0;
let passA1: f64 = 0;
let passA2: f64 = 0;
let energyScale: f64 = 1;

/** Sets the filters: coefficients of the shelf as they are in the standard, and of the high pass. */
export function setFilters(b0: f64, b1: f64, b2: f64, a1: f64, a2: f64, highPassA1: f64, highPassA2: f64): void {
  shelfB1 = b1 / b0;
  shelfB2 = b2 / b0;
  shelfA1 = a1;
  shelfA2 = a2;
  passA1 = highPassA1;
  passA2 = highPassA2;
  energyScale = b0 * b0;
}

/**
 * K-weighted energy of each of `hopCount` hops of 100 ms, into `loudnessEnergies`. A recursive filter cannot be cut into lanes, but
 * its memory is short: four lanes take a quarter of the hops each and start one hop early, from rest; what the high pass
 * still knows of the time before has decayed to (1 + 24) e^-24, or 1e-9. One hop of samples (or zeros) must lie before `address`.
 */
export function weightHops(address: usize, hopLength: i32, hopCount: i32): void {
  const hopBytes = (<usize>hopLength) << 2;
  const perLane = <usize>((hopCount + 3) >> 2);
  // Lanes beyond the last hop repeat the last one's work rather than read what is not there.
  const lane0 = address - hopBytes, lane1 = laneStart(1, perLane, address, hopBytes, hopCount);
  const lane2 = laneStart(2, perLane, address, hopBytes, hopCount), lane3 = laneStart(3, perLane, address, hopBytes, hopCount);
  filterLanes(lane0, lane1, lane2, lane3, hopBytes, perLane);
  compact(hopCount, perLane);
}

/** Where a lane starts; so early that it ends inside the data. */
@inline function laneStart(lane: usize, perLane: usize, address: usize, hopBytes: usize, hopCount: i32): usize {
  return address + (firstHop(lane, perLane, hopCount) - 1) * hopBytes;
}

@inline function firstHop(lane: usize, perLane: usize, hopCount: i32): usize {
  return min(lane * perLane, <usize>hopCount - perLane);
}

/** Energies of hop h of lane l, before they are put in order. */
const laneEnergies: usize = memory.data(1024 * 8, 64);

function filterLanes(at0: usize, at1: usize, at2: usize, at3: usize, hopBytes: usize, perLane: usize): void {
  const b1 = f64x2.splat(shelfB1), b2 = f64x2.splat(shelfB2), a1 = f64x2.splat(shelfA1), a2 = f64x2.splat(shelfA2);
  const c1 = f64x2.splat(passA1), c2 = f64x2.splat(passA2), scale = f64x2.splat(energyScale);
  // The filters' states, in transposed direct form II: lanes 0 and 1, lanes 2 and 3. Each sum adds last what comes last.
  let s1 = f64x2.splat(0), s2 = s1, p1 = s1, p2 = s1, t1 = s1, t2 = s1, q1 = s1, q2 = s1;
  let target = laneEnergies;
  for (let hop: usize = 0; hop <= perLane; hop++) {
    let energy = f64x2.splat(0), otherEnergy = energy;
    for (const end = at0 + hopBytes; at0 < end; at0 += 4, at1 += 4, at2 += 4, at3 += 4) {
      const x = f64x2.promote_low_f32x4(v128.load_lane<f32>(at1, v128.load_zero<f32>(at0), 1));
      const y = f64x2.add(x, s1);
      s1 = f64x2.sub(f64x2.add(f64x2.mul(b1, x), s2), f64x2.mul(a1, y));
      s2 = f64x2.sub(f64x2.mul(b2, x), f64x2.mul(a2, y));
      const z = f64x2.add(y, p1);
      p1 = f64x2.sub(f64x2.sub(p2, f64x2.add(y, y)), f64x2.mul(c1, z));
      p2 = f64x2.sub(y, f64x2.mul(c2, z));
      energy = f64x2.add(energy, f64x2.mul(z, z));

      const u = f64x2.promote_low_f32x4(v128.load_lane<f32>(at3, v128.load_zero<f32>(at2), 1));
      const v = f64x2.add(u, t1);
      t1 = f64x2.sub(f64x2.add(f64x2.mul(b1, u), t2), f64x2.mul(a1, v));
      t2 = f64x2.sub(f64x2.mul(b2, u), f64x2.mul(a2, v));
      const w = f64x2.add(v, q1);
      q1 = f64x2.sub(f64x2.sub(q2, f64x2.add(v, v)), f64x2.mul(c1, w));
      q2 = f64x2.sub(v, f64x2.mul(c2, w));
      otherEnergy = f64x2.add(otherEnergy, f64x2.mul(w, w));
    }
    // The first hop only warms the filters up.
    if (hop > 0) {
      v128.store(target, f64x2.mul(energy, scale));
      v128.store(target, f64x2.mul(otherEnergy, scale), 16);
      target += 32;
    }
  }
}

function compact(hopCount: i32, perLane: usize): void {
  for (let lane: usize = 0; lane < 4; lane++) {
    const first = firstHop(lane, perLane, hopCount);
    for (let hop: usize = 0; hop < perLane; hop++) {
      store<f64>(loudnessEnergies + ((first + hop) << 3), load<f64>(laneEnergies + (hop << 5) + (lane << 3)));
    }
  }
}
