import { silentWord } from "./fingerprint.ts";

/** Two fingerprints that agree. */
export interface FingerprintMatch {
  /** Indices of the two, `a` below `b`. */
  readonly a: number;
  readonly b: number;
  /** Words of `a` before the first word of `b`; negative when `b` starts first. */
  readonly offsetWords: number;
  /** Share of equal bits over the words where both sound, 0..1. */
  readonly similarity: number;
}

/** Parts of a word that serve as keys: 24 bits each, the lower and the upper bands. */
const keyShifts = [8, 0] as const;
const keyMask = 0xffffff;
/** Keys of each part that stand for a fingerprint: those of least hash, so that two copies choose the same. */
const mostKeys = 192;
const fewestKeys = 48;
/** Keys of one part, of all fingerprints together, beyond which each gives fewer. */
const keysInAll = 4_000_000;
/** Fingerprints that one is compared with for a key they share: the next in order. More copies are linked as a chain. */
const reach = 8;
/** Share of equal bits, at least: 0.5 is chance. */
const leastSimilarity = 0.65;
/** Words that sound in both, at least; and as a share of the shorter of the two. */
const fewestCommonWords = 12;
const leastOverlap = 0.5;
/** Words by which an offset may be off: a key may repeat in the next word. */
const offsetSlack = 2;
const offsetRange = 2 ** 14;
/** Words that are looked at before all are, and the share of equal bits that they need. */
const glanceWords = 48;
const glanceSimilarity = 0.55;

/**
 * Pairs of fingerprints that agree at some offset, without comparing all pairs: those that share a key of 24 bits
 * are compared at the offset that the key says. Cost and memory are linear in the number of fingerprints, for each gives
 * at most 384 keys (96 in a set of more than 80,000) and each key at most 8 comparisons. In order of `a`, then `b`; the best offset of each pair.
 */
export function matchFingerprints(fingerprints: readonly Uint32Array[]): readonly FingerprintMatch[] {
  const keyCount = Math.max(fewestKeys, Math.min(mostKeys, Math.floor(keysInAll / fingerprints.length)));
  const votes = keyShifts.flatMap((shift) => sharedKeys(fingerprints, shift, keyCount));
  const sorted = Float64Array.from(votes).sort();
  const matches: FingerprintMatch[] = [];
  let best: FingerprintMatch | null = null;
  let previous = -1;
  for (const code of sorted) {
    if (code === previous) continue;
    previous = code;
    const match = bestNear(fingerprints, decodeVote(code, fingerprints.length));
    if (match === null) continue;
    if (best !== null && (best.a !== match.a || best.b !== match.b)) {
      matches.push(best);
      best = null;
    }
    if (best === null || match.similarity > best.similarity) best = match;
  }
  return best === null ? matches : [...matches, best];
}

interface Vote {
  readonly a: number;
  readonly b: number;
  readonly offsetWords: number;
}

/** The pair and offset of each key that two share, each as one number that sorts by `a`, `b` and offset. */
function sharedKeys(
  fingerprints: readonly Uint32Array[],
  shift: number,
  keyCount: number,
): readonly number[] {
  const count = fingerprints.length;
  const { entries, positions } = keyEntries(fingerprints, shift, keyCount);
  const votes: number[] = [];
  const span = keyCount * count;
  entries.forEach((entry, index) => {
    const key = Math.floor(entry / span);
    const ordinal = entry - key * span;
    const a = Math.floor(ordinal / keyCount);
    for (let next = index + 1; next <= index + reach && next < entries.length; next += 1) {
      const other = entries[next]! - key * span;
      if (other >= span) break;
      const b = Math.floor(other / keyCount);
      votes.push((a * count + b) * 2 * offsetRange + positions[ordinal]! - positions[other]! + offsetRange);
    }
  });
  return votes;
}

function decodeVote(code: number, count: number): Vote {
  const pair = Math.floor(code / (2 * offsetRange));
  const a = Math.floor(pair / count);
  return { a, b: pair - a * count, offsetWords: code - pair * 2 * offsetRange - offsetRange };
}

/** Keys of all fingerprints in order, each with the ordinal of its entry, and the word at which each entry is. */
function keyEntries(
  fingerprints: readonly Uint32Array[],
  shift: number,
  keyCount: number,
): { entries: Float64Array; positions: Uint16Array } {
  const positions = new Uint16Array(keyCount * fingerprints.length);
  const entries = new Float64Array(positions.length);
  const span = positions.length;
  let length = 0;
  fingerprints.forEach((words, index) => {
    leastKeys(words, shift, keyCount).forEach(({ key, position }, rank) => {
      const ordinal = index * keyCount + rank;
      positions[ordinal] = position;
      entries[length] = key * span + ordinal;
      length += 1;
    });
  });
  return { entries: entries.subarray(0, length).sort(), positions };
}

interface KeyAt {
  readonly key: number;
  readonly position: number;
}

/** The distinct keys of least hash, each where it stands first. */
function leastKeys(words: Uint32Array, shift: number, keyCount: number): readonly KeyAt[] {
  const first = new Map<number, number>();
  words.forEach((word, position) => {
    if (word === silentWord) return;
    const hash = scrambled((word >>> shift) & keyMask);
    if (!first.has(hash)) first.set(hash, position);
  });
  const hashes = Uint32Array.from(first.keys());
  if (hashes.length > keyCount) hashes.sort();
  return Array.from(hashes.subarray(0, keyCount), (key) => ({ key, position: first.get(key)! }));
}

/** A bijection of 24 bits without pattern: odd factors and shifts, as in MurmurHash3's finaliser. */
function scrambled(key: number): number {
  let mixed = Math.imul(key ^ (key >>> 13), 0x5bd1e995) & keyMask;
  mixed = Math.imul(mixed ^ (mixed >>> 11), 0x6b2ae35) & keyMask;
  return mixed ^ (mixed >>> 12);
}

/** The best agreement at the offset of `vote` or beside it; null where none is good enough. */
function bestNear(
  fingerprints: readonly Uint32Array[],
  { a, b, offsetWords }: Vote,
): FingerprintMatch | null {
  const [one, other] = [fingerprints[a]!, fingerprints[b]!];
  const glance = similarityAt(one, other, { offsetWords, mostWords: glanceWords });
  // A glance that met little but silence says nothing.
  if (glance !== null && glance < glanceSimilarity) return null;
  let best: FingerprintMatch | null = null;
  for (let offset = offsetWords - offsetSlack; offset <= offsetWords + offsetSlack; offset += 1) {
    const similarity = similarityAt(one, other, { offsetWords: offset, mostWords: one.length });
    if (similarity !== null && similarity >= leastSimilarity && similarity > (best?.similarity ?? 0)) {
      best = { a, b, offsetWords: offset, similarity };
    }
  }
  return best;
}

/**
 * Share of equal bits where both sound, of about `mostWords` at even steps; 0 where they overlap too little, null where too few
 * of those words sound.
 */
function similarityAt(
  a: Uint32Array,
  b: Uint32Array,
  { offsetWords, mostWords }: { readonly offsetWords: number; readonly mostWords: number },
): number | null {
  const start = Math.max(0, offsetWords);
  const end = Math.min(a.length, b.length + offsetWords);
  if (end - start < Math.max(fewestCommonWords, leastOverlap * Math.min(a.length, b.length))) return 0;
  const step = Math.max(1, Math.floor((end - start) / mostWords));
  let different = 0;
  let common = 0;
  for (let index = start; index < end; index += step) {
    const one = a[index]!;
    const other = b[index - offsetWords]!;
    if (one === silentWord || other === silentWord) continue;
    different += bitCount(one ^ other);
    common += 1;
  }
  return common < fewestCommonWords ? null : 1 - different / (32 * common);
}

/** Bits that are set (Hacker's Delight, section 5-1). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
