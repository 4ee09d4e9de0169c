/** A part of the names of files, wherever it stands in all of them. */
export interface NameToken {
  /** Where it is, in words. */
  readonly place: string;
  /** Its value in each name, in their order; null where a name has no such part. */
  readonly values: readonly (string | null)[];
}

/**
 * The parts of `ids`, paths with forward slashes: each folder from the top, each part of the file name between `_`, `-`, dots
 * and spaces. A place that fewer than nine names in ten have is left out, and so is a name that is a single part.
 */
export function nameTokens(ids: readonly string[]): readonly NameToken[] {
  const paths = ids.map((id) => id.split("/"));
  const folders = paths.map((path) => path.slice(0, -1));
  const parts = paths.map((path) => partsOf(path.at(-1)!));
  return [
    ...tokensAt(folders, (index) => `folder ${index + 1}`),
    ...tokensAt(parts, (index) => `part ${index + 1} of the file name`),
  ];
}

function partsOf(name: string): readonly string[] {
  const stem = name.replace(/\.[^.]+$/, "");
  const parts = stem.split(/[_\-.\s]+/u).filter((part) => part !== "");
  return parts.length > 1 ? parts : [];
}

function tokensAt(
  rows: readonly (readonly string[])[],
  placeOf: (index: number) => string,
): readonly NameToken[] {
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: longest }, (_, index) => ({
    place: placeOf(index),
    values: rows.map((row) => row[index] ?? null),
  })).filter(({ values }) => values.filter((value) => value !== null).length >= 0.9 * rows.length);
}
