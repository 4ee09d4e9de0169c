import { silentWord } from "./fingerprint.ts";
import type { FingerprintList } from "./fingerprint-list.ts";
import { type GrowingNumbers, growingNumbers } from "./growing-numbers.ts";

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
/**
 * Shares in which keys are sorted, one after the other, so that less is in memory at once: as many as keep this many words in each, up to a number; more in a
 * set too large for an entry to be exact. Powers of two.
 */
const [wordsPerShare, usualShares] = [2 ** 16, 8];
const largestExact = 2 ** 53;
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
 * at most 384 keys (96 in a set of more than 80,000) and each key at most 8 comparisons. In order of `a`, then `b`; the best offset of each pair. One after the other: in a
 * large set chance alone makes more pairs than there are fingerprints.
 */
export function* matchFingerprints(fingerprints: FingerprintList): Generator<FingerprintMatch> {
  let best: FingerprintMatch | null = null;
  let previous = -1;
  for (const code of likelyVotes(fingerprints)) {
    if (code === previous) continue;
    previous = code;
    const match = bestNear(fingerprints, decodeVote(code, fingerprints.count));
    if (match === null) continue;
    if (best !== null && (best.a !== match.a || best.b !== match.b)) {
      yield best;
      best = null;
    }
    if (best === null || match.similarity > best.similarity) best = match;
  }
  if (best !== null) yield best;
}

interface Vote {
  readonly a: number;
  readonly b: number;
  readonly offsetWords: number;
}

/**
 * The pair and offset of each key that two share and at which they agree at a glance, each as one number that sorts by `a`, `b`
 * and offset; ascending. Most keys are shared by chance: what they say is looked at at once, and not kept.
 */
function likelyVotes(fingerprints: FingerprintList): Float64Array {
  const votes = growingNumbers();
  const shareCount = shareCountFor(fingerprints);
  let room = new Float64Array(0);
  for (const shift of keyShifts) {
    const keys = chosenKeys(fingerprints, shift, shareCount);
    const most = Math.max(...keys.shareCounts);
    if (room.length < most) room = new Float64Array(most);
    for (let share = 0; share < shareCount; share += 1) {
      addVotes(fingerprints, sortedEntries(fingerprints, { ...keys, share, room }), votes);
    }
  }
  return votes.sorted();
}

/** Adds what the keys of one share say. */
function addVotes(fingerprints: FingerprintList, entries: Float64Array, votes: GrowingNumbers): void {
  const { count } = fingerprints;
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index]!;
    const keyEnd = (Math.floor(entry / (count * offsetRange)) + 1) * count * offsetRange;
    const last = Math.min(index + reach, entries.length - 1);
    for (let next = index + 1; next <= last && entries[next]! < keyEnd; next += 1) {
      const other = entries[next]!;
      const [a, b] = [ownerOf(entry, count), ownerOf(other, count)];
      const offsetWords = (entry % offsetRange) - (other % offsetRange);
      if (isLikely(fingerprints, { a, b, offsetWords })) {
        votes.push((a * count + b) * 2 * offsetRange + offsetWords + offsetRange);
      }
    }
  }
}

function decodeVote(code: number, count: number): Vote {
  const pair = Math.floor(code / (2 * offsetRange));
  const a = Math.floor(pair / count);
  return { a, b: pair - a * count, offsetWords: code - pair * 2 * offsetRange - offsetRange };
}

/** The fingerprint of an entry. */
function ownerOf(entry: number, count: number): number {
  return Math.floor(entry / offsetRange) % count;
}

function shareCountFor({ count, lengths }: FingerprintList): number {
  const wordCount = lengths.reduce((sum, length) => sum + length, 0);
  let shareCount = 1;
  while (shareCount < usualShares && wordCount > shareCount * wordsPerShare) shareCount *= 2;
  while (((keyMask + 1) / shareCount) * count * offsetRange > largestExact) shareCount *= 2;
  return shareCount;
}

/** Which keys of one part stand for the fingerprints. They are worked out anew for each share: in memory they would take more than the words. */
interface ChosenKeys {
  readonly shift: number;
  readonly shareCount: number;
  /** The largest key that stands for each fingerprint. */
  readonly limits: Uint32Array;
  /** Words of each share, at least as many as there are entries. */
  readonly shareCounts: Uint32Array;
}

/** One share of them, and room for its entries. */
interface ShareOfKeys extends ChosenKeys {
  readonly share: number;
  readonly room: Float64Array;
}

function chosenKeys(fingerprints: FingerprintList, shift: number, shareCount: number): ChosenKeys {
  const { count, blocks, blockOf, starts, lengths } = fingerprints;
  const keyCount = Math.max(fewestKeys, Math.min(mostKeys, Math.floor(keysInAll / count)));
  const limits = new Uint32Array(count);
  const shareCounts = new Uint32Array(shareCount);
  const keys = new Uint32Array(lengths.reduce((most, length) => Math.max(most, length), 0));
  for (let index = 0; index < count; index += 1) {
    const words = blocks[blockOf[index]!]!;
    const start = starts[index]!;
    let sounding = 0;
    for (let at = start; at < start + lengths[index]!; at += 1) {
      if (words[at]! === silentWord) continue;
      keys[sounding] = scrambled((words[at]! >>> shift) & keyMask);
      sounding += 1;
    }
    const limit = sounding <= keyCount ? keyMask : nthSmallest(keys.subarray(0, sounding), keyCount);
    limits[index] = limit;
    for (let at = 0; at < sounding; at += 1) {
      if (keys[at]! <= limit) shareCounts[keys[at]! & (shareCount - 1)]! += 1;
    }
  }
  return { shift, shareCount, limits, shareCounts };
}

/** The largest of the `most` smallest values, each counted once. Sorts them. */
function nthSmallest(values: Uint32Array, most: number): number {
  values.sort();
  let distinct = 0;
  let previous = -1;
  for (const value of values) {
    if (value === previous) continue;
    if (distinct === most) break;
    previous = value;
    distinct += 1;
  }
  return previous;
}

/**
 * The keys of one share with their fingerprint and the first word where it has them, as one number each, in this order of weight; ascending, in `room`: until the
 * next share is asked for.
 */
function sortedEntries(
  { count, blocks, blockOf, starts, lengths }: FingerprintList,
  { shift, shareCount, limits, share, room }: ShareOfKeys,
): Float64Array {
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    const words = blocks[blockOf[index]!]!;
    const start = starts[index]!;
    for (let position = 0; position < lengths[index]!; position += 1) {
      const word = words[start + position]!;
      if (word === silentWord) continue;
      const key = scrambled((word >>> shift) & keyMask);
      if ((key & (shareCount - 1)) !== share || key > limits[index]!) continue;
      room[end] = (Math.floor(key / shareCount) * count + index) * offsetRange + position;
      end += 1;
    }
  }
  return withoutRepeats(room.subarray(0, end).sort());
}

/** Entries of the first word alone where a fingerprint has a key several times; in the same room. */
function withoutRepeats(entries: Float64Array): Float64Array {
  let end = 0;
  let previous = -1;
  for (const entry of entries) {
    const keyAndOwner = Math.floor(entry / offsetRange);
    if (keyAndOwner === previous) continue;
    previous = keyAndOwner;
    entries[end] = entry;
    end += 1;
  }
  return entries.subarray(0, end);
}

/** A bijection of 24 bits without pattern: odd factors and shifts, as in MurmurHash3's finaliser. */
function scrambled(key: number): number {
  let mixed = Math.imul(key ^ (key >>> 13), 0x5bd1e995) & keyMask;
  mixed = Math.imul(mixed ^ (mixed >>> 11), 0x6b2ae35) & keyMask;
  return mixed ^ (mixed >>> 12);
}

/** Whether two agree in some of their words; a glance that met little but silence says nothing against it. */
function isLikely(fingerprints: FingerprintList, vote: Vote): boolean {
  const glance = similarityAt(fingerprints, vote, glanceWords);
  return glance === null || glance >= glanceSimilarity;
}

/** The best agreement at the offset of `vote` or beside it; null where none is good enough. */
function bestNear(fingerprints: FingerprintList, { a, b, offsetWords }: Vote): FingerprintMatch | null {
  let best: FingerprintMatch | null = null;
  for (let offset = offsetWords - offsetSlack; offset <= offsetWords + offsetSlack; offset += 1) {
    const similarity = similarityAt(fingerprints, { a, b, offsetWords: offset }, fingerprints.lengths[a]!);
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
  { blocks, blockOf, starts, lengths }: FingerprintList,
  { a, b, offsetWords }: Vote,
  mostWords: number,
): number | null {
  const [length, otherLength] = [lengths[a]!, lengths[b]!];
  const start = Math.max(0, offsetWords);
  const end = Math.min(length, otherLength + offsetWords);
  if (end - start < Math.max(fewestCommonWords, leastOverlap * Math.min(length, otherLength))) return 0;
  const step = Math.max(1, Math.floor((end - start) / mostWords));
  const [words, otherWords] = [blocks[blockOf[a]!]!, blocks[blockOf[b]!]!];
  const [place, otherPlace] = [starts[a]!, starts[b]! - offsetWords];
  let different = 0;
  let common = 0;
  for (let index = start; index < end; index += step) {
    const one = words[place + index]!;
    const other = otherWords[otherPlace + index]!;
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
