import type { ClipCube, CubeCategory, CubeCell } from "../../model/clip-cube.ts";
import type { PageCell, PageCube } from "../browser/page-cube.ts";
import { displayText } from "../display-text.ts";
import { formatCount, formatSeconds } from "../format-number.ts";

/** A cube as a page holds it: names fit to be shown, everything else as short as it can be. */
export function pageCube(cube: ClipCube): PageCube {
  return {
    exampleCount: cube.exampleCount,
    labels: categoryNames(cube.labels, "label"),
    splits: categoryNames(cube.splits, "split"),
    durationCount: Math.max(0, cube.durationEdgesSeconds.length - 1),
    durationEdges: cube.durationEdgesSeconds.map(formatSeconds),
    propertySizes: cube.properties.map((property) =>
      property.kind === "bins" ? property.edges.length - 1 : property.values.length,
    ),
    bandCount: cube.bandCentersHertz.length,
    cells: cube.cells.map(pageCell),
  };
}

/** What categories are called; `noun` is what they are. */
export function categoryNames(categories: readonly CubeCategory[], noun: string): readonly string[] {
  const names = distinctNames(
    categories.flatMap((category) => (category.kind === "named" ? [category.name] : [])),
  );
  let next = 0;
  return categories.map((category) => {
    if (category.kind === "named") return names[next++]!;
    return category.kind === "none" ? `no ${noun}` : `${formatCount(category.categoryCount)} more ${noun}s`;
  });
}

/** Names fit to be shown, distinct even where two of them begin alike. */
function distinctNames(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const shown = displayText(name, 60) || "(empty)";
    const times = (seen.get(shown) ?? 0) + 1;
    seen.set(shown, times);
    return times > 1 ? `${shown} (${times})` : shown;
  });
}

function pageCell({
  label,
  split,
  duration,
  count,
  counts,
  bandSums,
  bandCounts,
  isFurther,
}: CubeCell): PageCell {
  const [first = 0] = bandCounts;
  const isEven = bandCounts.every((reach) => reach === first);
  const sums = first === 0 && isEven ? [] : bandSums;
  const reach = isEven ? first : bandCounts;
  const cell = [label, split, duration ?? -1, count, counts, sums, reach] as const;
  return isFurther === true ? [...cell, 1] : cell;
}

/** The bin of a duration, as `ClipCube` counts it; -1 where it is not known. */
export function durationBin({ durationEdgesSeconds: edges }: ClipCube, seconds: number | null): number {
  if (seconds === null || edges.length < 2) return -1;
  const bin = edges.findLastIndex((edge) => edge <= seconds * (1 + 1e-9));
  return Math.max(0, Math.min(edges.length - 2, bin));
}

/** Index of the category that a name counts in; -1 where there is none. */
export function categoryIndex(categories: readonly CubeCategory[], name: string | null): number {
  if (name === null) return categories.findIndex(({ kind }) => kind === "none");
  const index = categories.findIndex((category) => category.kind === "named" && category.name === name);
  return index >= 0 ? index : categories.findIndex(({ kind }) => kind === "rest");
}
