import type { Finding } from "../../model/finding.ts";
import { type FindingKind, findingsFor, type Sighting } from "../findings/finding-set.ts";
import type { ColumnView } from "./column-view.ts";

/** Looks for findings of one kind in `columns`: one for each column in which something is seen, or one for all where there are many. */
export function sightColumns(
  columns: readonly ColumnView[],
): (kind: FindingKind, look: (column: ColumnView) => Sighting | null, noun: string) => readonly Finding[] {
  return (kind, look, noun) =>
    findingsFor(
      kind,
      columns.map(look).filter((found) => found !== null),
      (count) => `${count} columns ${noun}.`,
    );
}
