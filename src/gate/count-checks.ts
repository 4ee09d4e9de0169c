import type { Counter, CounterQuantity } from "../model/baseline.ts";
import type { Check } from "../model/verdict.ts";

/** How much more of a quantity is allowed: a share of the baseline's, or an amount, whichever is larger. */
interface Allowance {
  readonly share: number;
  readonly amount: number;
  /** Whether less of it is a breach too. */
  readonly isTwoSided: boolean;
  readonly words: string;
}

const allowances: Readonly<Record<CounterQuantity, Allowance>> = {
  inputCount: { share: 0, amount: 0, isTwoSided: true, words: "elements taken in" },
  outputCount: { share: 0, amount: 0, isTwoSided: true, words: "elements given out" },
  byteCount: { share: 0, amount: 0, isTwoSided: true, words: "bytes given out" },
  // Nine processes of one pipeline beside a load of ten allocated the same to the byte; 1 % more has to be found. The smallest amounts are the engine's own, and differ from run to run by some dozens of bytes.
  allocatedBytes: { share: 0.005, amount: 512, isTwoSided: false, words: "bytes allocated" },
  gcCount: { share: 0.01, amount: 2, isTwoSided: false, words: "garbage collections" },
  peakBytes: { share: 0.1, amount: 2 ** 24, isTwoSided: false, words: "bytes of memory at the peak" },
};

/**
 * Counts now against before: equal, or at most so much more. The least of the processes' values counts, for what disturbs a count (code
 * not yet compiled) only adds to it. Stages that one side lacks are left out here. `isOtherEngine`: allocation, collections and memory are
 * only told, for another Node.js allocates differently. So is allocation of next to nothing beside what all stages allocate.
 */
export function countChecks(
  before: readonly Counter[],
  now: readonly Counter[],
  { isOtherEngine = false }: { readonly isOtherEngine?: boolean } = {},
): readonly Check[] {
  return before.flatMap((counter) => {
    const current = now.find(
      ({ stage, quantity }) => stage === counter.stage && quantity === counter.quantity,
    );
    if (current === undefined || counter.values.length === 0 || current.values.length === 0) return [];
    const least = [Math.min(...counter.values), Math.min(...current.values)] as const;
    const spread = Math.max(spreadOf(counter.values), spreadOf(current.values));
    return [checkOf(counter, least, { isOtherEngine, small: negligible(counter.quantity, before), spread })];
  });
}

/**
 * Where processes of one side differ in what they allocate, as they do when the engine compiles a function now sooner and now later, the least of a few is
 * not the least there can be: so many times their spread is allowed, up to a share of the whole.
 */
const [spreadRoom, mostRoom] = [2, 0.1];

/** By what share the processes of one side differ. */
function spreadOf(values: readonly number[]): number {
  const least = Math.min(...values);
  return least > 0 ? Math.max(...values) / least - 1 : 0;
}

/** Allocation of less than this share of what all stages allocate together is the engine's own doing as often as the stage's. */
const negligibleShare = 0.001;

/** How much more of a quantity is told, but fails nothing. */
function negligible(quantity: CounterQuantity, counters: readonly Counter[]): number {
  if (quantity !== "allocatedBytes") return 0;
  const ofStages = counters.filter((counter) => counter.quantity === quantity && counter.values.length > 0);
  return negligibleShare * ofStages.reduce((sum, { values }) => sum + Math.min(...values), 0);
}

function checkOf(
  { stage, quantity }: Counter,
  [before, now]: readonly [number, number],
  {
    isOtherEngine,
    small,
    spread,
  }: { readonly isOtherEngine: boolean; readonly small: number; readonly spread: number },
): Check {
  const { share: usual, amount, isTwoSided, words } = allowances[quantity];
  const share =
    quantity === "allocatedBytes" ? Math.max(usual, Math.min(mostRoom, spreadRoom * spread)) : usual;
  const excess = now - before;
  const room = Math.max(share * before, amount);
  const isBreach = excess > room || (isTwoSided && -excess > room);
  const ofEngine = quantity === "allocatedBytes" || quantity === "gcCount" || quantity === "peakBytes";
  const isWithinSpread = excess <= room && excess > Math.max(usual * before, amount);
  const isOnlyTold = (ofEngine && isOtherEngine) || (excess > 0 && excess <= small);
  const subject = stage === null ? "the whole pipeline" : `stage "${stage}"`;
  const change = before > 0 && excess !== 0 ? ` (${signedPercent(excess / before)})` : "";
  return {
    category: "counter",
    kind: isBreach && !isOnlyTold ? "failed" : isBreach || isWithinSpread ? "notice" : "passed",
    subject: stage,
    quantity,
    baseline: before,
    current: now,
    tolerance: share,
    message:
      excess === 0
        ? `${subject}: ${now} ${words}, as before`
        : `${subject}: ${now} ${words}, ${before} before${change}${isWithinSpread ? `; processes of one side differ by ${signedPercent(spread).slice(1)}` : ""}`,
  };
}

function signedPercent(ratio: number): string {
  return `${ratio > 0 ? "+" : ""}${Number((100 * ratio).toPrecision(2))}%`;
}
