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
/** Shares in which keys are sorted, one after the other, so that less is in memory at once. A power of two. */
const keyShares = 8;
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
  const room = keyRoom(fingerprints, keyCount);
  const sorted = Float64Array.from(keyShifts.flatMap((shift) => likelyVotes(fingerprints, shift, room)));
  sorted.sort();
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

/**
 * The pair and offset of each key that two share and at which they agree at a glance, each as one number that sorts by `a`, `b`
 * and offset. Most keys are shared by chance: what they say is looked at at once, and not kept.
 */
function likelyVotes(fingerprints: readonly Uint32Array[], shift: number, room: KeyRoom): readonly number[] {
  const chosen = chosenKeys(fingerprints, shift, room);
  const { span, starts, positions } = chosen;
  const votes: number[] = [];
  for (let share = 0; share < keyShares; share += 1) {
    const entries = sortedEntries(chosen, share);
    entries.forEach((entry, index) => {
      const key = Math.floor(entry / span);
      const ordinal = entry - key * span;
      let a = 0;
      for (let next = index + 1; next <= index + reach && next < entries.length; next += 1) {
        const other = entries[next]! - key * span;
        if (other >= span) break;
        if (next === index + 1) a = ownerOf(starts, ordinal);
        const b = ownerOf(starts, other);
        const offsetWords = positions[ordinal]! - positions[other]!;
        if (isLikely(fingerprints, { a, b, offsetWords })) {
          votes.push((a * fingerprints.length + b) * 2 * offsetRange + offsetWords + offsetRange);
        }
      }
    });
  }
  return votes;
}

function decodeVote(code: number, count: number): Vote {
  const pair = Math.floor(code / (2 * offsetRange));
  const a = Math.floor(pair / count);
  return { a, b: pair - a * count, offsetWords: code - pair * 2 * offsetRange - offsetRange };
}

/** Room for the keys of one part, taken once for both: arrays that nobody needs any more stay until V8 looks. */
interface KeyRoom {
  /** Keys that stand for a fingerprint at most. */
  readonly keyCount: number;
  readonly keys: Uint32Array;
  /** The word of each key. */
  readonly positions: Uint16Array;
  /** Where the keys of each fingerprint begin. */
  readonly starts: Uint32Array;
  /** For the words of one fingerprint. */
  readonly words: Float64Array;
}

function keyRoom(fingerprints: readonly Uint32Array[], keyCount: number): KeyRoom {
  const most = fingerprints.reduce((sum, words) => sum + Math.min(words.length, keyCount), 0);
  const longest = fingerprints.reduce((length, words) => Math.max(length, words.length), 0);
  return {
    keyCount,
    keys: new Uint32Array(most),
    positions: new Uint16Array(most),
    starts: new Uint32Array(fingerprints.length),
    words: new Float64Array(longest),
  };
}

/** Keys of all fingerprints, one after the other. Ordinals rise with the fingerprints. */
interface ChosenKeys extends KeyRoom {
  /** How many there are; the arrays may be longer. */
  readonly span: number;
  /** As long as the largest share. */
  readonly entries: Float64Array;
}

function chosenKeys(fingerprints: readonly Uint32Array[], shift: number, room: KeyRoom): ChosenKeys {
  const { keyCount, keys, positions, starts } = room;
  const shareCounts = new Uint32Array(keyShares);
  let span = 0;
  fingerprints.forEach((words, index) => {
    starts[index] = span;
    const end = span + keyCount;
    let previous = -1;
    for (const keyAt of sortedKeys(words, shift, room.words)) {
      const key = Math.floor(keyAt / offsetRange);
      if (key === previous) continue;
      if (span === end) break;
      previous = key;
      keys[span] = key;
      positions[span] = keyAt % offsetRange;
      shareCounts[key % keyShares]! += 1;
      span += 1;
    }
  });
  return { ...room, span, entries: new Float64Array(Math.max(...shareCounts)) };
}

/** The fingerprint that a key is of: the last that begins at its ordinal or before. */
function ownerOf(starts: Uint32Array, ordinal: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= ordinal) low = middle;
    else high = middle;
  }
  return low;
}

/** Those of one share of the keys, as `key * span + ordinal`, ascending; until the next share is asked for. */
function sortedEntries({ span, keys, entries }: ChosenKeys, share: number): Float64Array {
  let count = 0;
  for (let ordinal = 0; ordinal < span; ordinal += 1) {
    if (keys[ordinal]! % keyShares !== share) continue;
    entries[count] = keys[ordinal]! * span + ordinal;
    count += 1;
  }
  return entries.subarray(0, count).sort();
}

/** The key of each word that sounds and where it stands, `key * offsetRange + position`, ascending, in `room`. */
function sortedKeys(words: Uint32Array, shift: number, room: Float64Array): Float64Array {
  let count = 0;
  words.forEach((word, position) => {
    if (word === silentWord) return;
    room[count] = scrambled((word >>> shift) & keyMask) * offsetRange + position;
    count += 1;
  });
  return room.subarray(0, count).sort();
}

/** A bijection of 24 bits without pattern: odd factors and shifts, as in MurmurHash3's finaliser. */
function scrambled(key: number): number {
  let mixed = Math.imul(key ^ (key >>> 13), 0x5bd1e995) & keyMask;
  mixed = Math.imul(mixed ^ (mixed >>> 11), 0x6b2ae35) & keyMask;
  return mixed ^ (mixed >>> 12);
}

/** Whether two agree in some of their words; a glance that met little but silence says nothing against it. */
function isLikely(fingerprints: readonly Uint32Array[], { a, b, offsetWords }: Vote): boolean {
  const options = { offsetWords, mostWords: glanceWords };
  const glance = similarityAt(fingerprints[a]!, fingerprints[b]!, options);
  return glance === null || glance >= glanceSimilarity;
}

/** The best agreement at the offset of `vote` or beside it; null where none is good enough. */
function bestNear(
  fingerprints: readonly Uint32Array[],
  { a, b, offsetWords }: Vote,
): FingerprintMatch | null {
  const [one, other] = [fingerprints[a]!, fingerprints[b]!];
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
