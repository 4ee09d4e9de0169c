import type { WorstClip, WorstClips } from "../model/clip-evidence.ts";
import type { Finding } from "../model/finding.ts";
import { groupBy } from "./group-by.ts";
import type { ExampleItem, MeasuredExample } from "./measured-example.ts";
import { compareText, durationSecondsOf, hasAudio, itemsById } from "./measured-example.ts";

/** Clips that are kept for each kind of finding: as many as a person will listen to. */
export const worstClipCap = 5;

/** How a kind of finding shows in one clip. */
export interface Symptom<Item> {
  /** What is seen; null where the clip does not show it. */
  readonly observe: (item: Item) => number | null;
  /** Greater is worse. */
  readonly badness: (observed: number) => number;
}

const greatest = (observed: number): number => observed;
const least = (observed: number): number => -observed;

/** Kinds of finding of which a number says how bad a clip is. Of the others the first clips by name are taken. */
const symptoms: ReadonlyMap<string, Symptom<MeasuredExample>> = new Map([
  ["clipped", { observe: signal(({ clippedShare }) => clippedShare || null), badness: greatest }],
  ["dc-offset", { observe: signal(({ dcOffset }) => dcOffset || null), badness: Math.abs }],
  ["near-silent-clip", { observe: signal(({ peakDecibels }) => peakDecibels), badness: least }],
  [
    "non-finite-samples",
    { observe: signal(({ nonFiniteCount }) => nonFiniteCount || null), badness: greatest },
  ],
  ["over-full-scale", { observe: overFullScale((bitDepth) => bitDepth !== null), badness: greatest }],
  ["over-full-scale-lossy", { observe: overFullScale((bitDepth) => bitDepth === null), badness: greatest }],
  ["true-peak-over-full-scale", { observe: truePeakBetweenSamples, badness: greatest }],
  ["edge-silence", { observe: edgeSilenceSeconds, badness: greatest }],
  ["dropout", { observe: dropoutSeconds, badness: greatest }],
  ["upsampled", { observe: edgeHertz("upsampled"), badness: least }],
  ["transcoded", { observe: edgeHertz("transcoded"), badness: least }],
  ["too-short", { observe: durationSecondsOf, badness: least }],
  ["shorter-than-analysis-frame", { observe: durationSecondsOf, badness: least }],
  ["effective-bit-depth", { observe: unusedBits, badness: least }],
]);

type Signal = NonNullable<NonNullable<MeasuredExample["measurement"]>["signal"]>;

function signal(read: (signal: Signal) => number | null): Symptom<MeasuredExample>["observe"] {
  return ({ measurement }) => (measurement?.signal ? read(measurement.signal) : null);
}

function overFullScale(concerns: (bitDepth: number | null) => boolean): Symptom<MeasuredExample>["observe"] {
  return ({ measurement }) =>
    measurement?.signal && measurement.clip && concerns(measurement.clip.bitDepth)
      ? measurement.signal.overFullScaleCount || null
      : null;
}

function truePeakBetweenSamples({ measurement }: MeasuredExample): number | null {
  const isOver = (measurement?.signal?.overFullScaleCount ?? 0) > 0;
  return isOver ? null : (measurement?.provenance?.truePeakDecibels ?? null);
}

function edgeSilenceSeconds({ measurement }: MeasuredExample): number | null {
  if (!measurement?.provenance || measurement.signal?.peakDecibels == null) return null;
  const { leadingSilenceSeconds, trailingSilenceSeconds } = measurement.provenance;
  return Math.max(leadingSilenceSeconds, trailingSilenceSeconds);
}

function dropoutSeconds({ measurement }: MeasuredExample): number | null {
  return measurement?.provenance?.longestDropoutSeconds || null;
}

function edgeHertz(kind: "upsampled" | "transcoded"): Symptom<MeasuredExample>["observe"] {
  return ({ measurement }) => {
    const origin = measurement?.provenance?.origin;
    return origin?.kind === kind ? origin.edgeHertz : null;
  };
}

/** Bits in use where they are fewer than stored. */
function unusedBits({ measurement }: MeasuredExample): number | null {
  const inUse = measurement?.signal?.effectiveBitDepth ?? null;
  return inUse !== null && inUse < (measurement?.clip?.bitDepth ?? 0) ? inUse : null;
}

/** For each kind of finding that clips show, the worst of them; in the order of `findings`. */
export function worstClips(
  findings: readonly Finding[],
  items: readonly MeasuredExample[],
): readonly WorstClips[] {
  return worstExamples(findings, items, { symptoms, canShow: hasAudio });
}

/** How to rank examples of any kind. */
interface Ranking<Item> {
  /** By code of the finding. */
  readonly symptoms: ReadonlyMap<string, Symptom<Item>>;
  /** Whether an example could be looked at. */
  readonly canShow: (item: Item) => boolean;
}

/** The same of examples of any kind. */
export function worstExamples<Item extends ExampleItem>(
  findings: readonly Finding[],
  items: readonly Item[],
  { symptoms, canShow }: Ranking<Item>,
): readonly WorstClips[] {
  const seeable = items.filter(canShow);
  const byId = itemsById(items);
  const byCode = groupBy(findings, ({ code }) => code);
  return [...new Set(findings.map(({ code }) => code))].flatMap((code) => {
    const own = byCode.get(code)!;
    const count = showingCount(own, byId);
    const ranked = rankedExamples(symptoms.get(code), count, seeable);
    const clips = ranked ?? namedClips(own, byId);
    const isRanked = ranked !== null;
    return clips.length === 0 ? [] : [{ code, count, isRanked, clips: clips.slice(0, worstClipCap) }];
  });
}

/**
 * How many examples show findings of one kind, each once: clips of which two properties tell the label are no more clips for that. A finding may count more
 * than it names: where names are in several findings, only the greatest count is certain; where they are not, neither are the others, as far as there are any.
 */
function showingCount(findings: readonly Finding[], byId: ReadonlyMap<string, ExampleItem>): number {
  const named = findings.map(
    ({ subject, evidence }) =>
      new Set([subject, ...(evidence.examples ?? [])].filter((name) => byId.has(name))),
  );
  const counts = findings.map(({ evidence }) => evidence.count);
  const all = new Set(named.flatMap((names) => [...names])).size;
  const isApart = all === named.reduce((sum, { size }) => sum + size, 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Math.max(all, isApart ? Math.min(total, byId.size) : Math.max(...counts));
}

/**
 * The worst clips by what is seen in them; null where no number says so. The finding's own threshold is not needed: of all
 * clips, the `count` worst are those that it counted.
 */
function rankedExamples<Item extends ExampleItem>(
  symptom: Symptom<Item> | undefined,
  count: number,
  items: readonly Item[],
): readonly WorstClip[] | null {
  if (symptom === undefined) return null;
  const seen = items.flatMap((item) => {
    const observed = symptom.observe(item);
    return observed === null ? [] : [{ item, observed, badness: symptom.badness(observed) }];
  });
  return seen
    .sort((a, b) => b.badness - a.badness || compareText(a.item.example.id, b.item.example.id))
    .slice(0, Math.min(count, worstClipCap))
    .map(({ item, observed }) => worstClip(item, observed));
}

/** The clips that findings name, with what was seen where that is of one clip. */
function namedClips(
  findings: readonly Finding[],
  byId: ReadonlyMap<string, ExampleItem>,
): readonly WorstClip[] {
  const observedById = new Map<string, WorstClip["observed"]>();
  for (const { subject, evidence } of findings) {
    const names = evidence.examples ?? [];
    for (const id of [subject, ...names]) {
      const isAlone = id === subject || names.length === 1;
      if (byId.has(id) && !observedById.has(id)) observedById.set(id, isAlone ? evidence.observed : null);
    }
  }
  return [...observedById].map(([id, observed]) => worstClip(byId.get(id)!, observed));
}

function worstClip({ example }: ExampleItem, observed: WorstClip["observed"]): WorstClip {
  const { id, label, labels, split } = example;
  return { exampleId: id, label, ...(labels === undefined ? {} : { labels }), split, observed };
}
