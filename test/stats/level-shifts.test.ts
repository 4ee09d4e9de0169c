import assert from "node:assert/strict";
import { test } from "node:test";
import { levelShifts } from "../../src/stats/level-shifts.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { assertClose } from "./assert-close.ts";

// Annual flow of the Nile at Aswan, 1871 to 1970 (R 4.2.2, datasets::Nile).
const nile = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
  1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040,
  759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
  744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
];

// R's strucchange and changepoint both put the one break after 1898. t.test(Nile[1:28], Nile[29:100], var.equal = TRUE):
// p 7.43904230981235e-14, difference of means -247.7778; 95 splits leave three values or more on either side.
test("the Nile falls after 1898, and only then", () => {
  const found = levelShifts(nile);
  assert.equal(found.length, 1);
  assert.equal(found[0]?.index, 28);
  assertClose(found[0]?.difference ?? 0, -247.777777777778, 1e-12);
  assertClose(found[0]?.pValue ?? 0, 95 * 7.43904230981235e-14, 1e-6);
});

test("steady noise has no shift: at most 3 of 300 series at 0.1 %", () => {
  const random = seededRandom(6);
  let alarms = 0;
  for (let trial = 0; trial < 300; trial++) {
    alarms += levelShifts(Array.from({ length: 40 }, () => random.normal())).length > 0 ? 1 : 0;
  }
  assert.ok(alarms <= 3, `${alarms} alarms`);
});

test("two steps are two shifts, an outlier is none", () => {
  const random = seededRandom(7);
  const at = (index: number): number => (index < 15 ? 1 : index < 30 ? 1.3 : 1.1) + 0.02 * random.normal();
  const steps = Array.from({ length: 45 }, (_, index) => at(index));
  assert.deepEqual(
    levelShifts(steps).map(({ index }) => index),
    [15, 30],
  );
  const outlier = Array.from({ length: 30 }, (_, index) => (index === 12 ? 3 : 1 + 0.02 * random.normal()));
  assert.deepEqual(levelShifts(outlier), []);
});

test("short and constant series have none", () => {
  assert.deepEqual(levelShifts([1, 2, 3, 9, 9]), []);
  assert.deepEqual(levelShifts(new Array<number>(20).fill(5)), []);
});
