import type { Shortcut } from "../../model/dataset-statistics.ts";
import { median } from "../../stats/quantiles.ts";
import type { ExampleProperty } from "../example-property.ts";
import { groupBy } from "../group-by.ts";
import type { ExampleItem } from "../measured-example.ts";

/** What shows a shortcut best: the value of the target that stands out most, and its clips. */
export interface ShortcutEvidence {
  /** One clause for a person. */
  readonly clause: string;
  /** Ids of the clips of that value. */
  readonly examples: readonly string[];
}

interface Known {
  readonly id: string;
  readonly target: string;
  readonly value: number | string;
}

/** Clips below which a value of the target is not looked at: a median of fewer says little. */
const fewestClips = 5;

/** Where `shortcut` shows best among `items`; null where nothing stands out by itself. */
export function shortcutEvidence<Item extends ExampleItem>(
  shortcut: Pick<Shortcut, "property" | "target">,
  items: readonly Item[],
  properties: readonly ExampleProperty<Item>[],
): ShortcutEvidence | null {
  const property = properties.find(({ name }) => name === shortcut.property);
  if (property === undefined) return null;
  const known = items.flatMap((item): readonly Known[] => {
    const value = property.valueOf(item);
    const target = item.example[shortcut.target];
    return value === null || target === null ? [] : [{ id: item.example.id, target, value }];
  });
  const groups = [...groupBy(known, ({ target }) => target)].filter(
    ([, clips]) => clips.length >= fewestClips,
  );
  const contrasts = groups.map(([target, clips]) => ({ target, clips, ...contrastOf(target, clips, known) }));
  const clearest = contrasts.reduce<(typeof contrasts)[number] | null>(
    (best, contrast) => (contrast.size > (best?.size ?? 0) ? contrast : best),
    null,
  );
  if (clearest === null) return null;
  return {
    clause: `clearest for ${clearest.target} (${clearest.inside}, the others ${clearest.outside})`,
    examples: clearest.clips.map(({ id }) => id),
  };
}

interface Contrast {
  /** How far the value's clips lie from the others, at least 0; comparable within one property. */
  readonly size: number;
  /** What they have, and what the others have. */
  readonly inside: string;
  readonly outside: string;
}

function contrastOf(target: string, clips: readonly Known[], all: readonly Known[]): Contrast {
  const others = all.filter((clip) => clip.target !== target);
  const [inside, outside] = [numbersOf(clips), numbersOf(others)];
  if (inside === null || outside === null) return nameContrast(clips, others);
  const [own, theirs] = [median(inside) ?? 0, median(outside) ?? 0];
  return { size: Math.abs(own - theirs), inside: `median ${short(own)}`, outside: short(theirs) };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function numbersOf(clips: readonly Known[]): readonly number[] | null {
  const numbers = clips.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  return numbers.length === clips.length ? numbers : null;
}

/** By the name that is most frequent in `clips`. */
function nameContrast(clips: readonly Known[], others: readonly Known[]): Contrast {
  const byName = [...groupBy(clips, ({ value }) => String(value))];
  const [name, named] = byName.reduce((best, next) => (next[1].length > best[1].length ? next : best));
  const share = named.length / clips.length;
  const otherShare = others.filter(({ value }) => String(value) === name).length / Math.max(1, others.length);
  const percent = (ratio: number): string => `${Math.round(100 * ratio)}%`;
  return {
    size: Math.abs(share - otherShare),
    inside: `${percent(share)} ${name}`,
    outside: percent(otherShare),
  };
}
