import type { Finding } from "../../model/finding.ts";
import { type FindingKind, findingsFor, type Sighting } from "../findings/finding-set.ts";
import type { ColumnView } from "./column-view.ts";

/** Looks for findings of one kind in `columns`: one for each column in which something is seen, or one for all where there are many. */
export function sightColumns<Column extends ColumnView>(
  columns: readonly Column[],
): (kind: FindingKind, look: (column: Column) => Sighting | null, noun: string) => readonly Finding[] {
  return (kind, look, noun) =>
    findingsFor(
      kind,
      columns.map(look).filter((found) => found !== null),
      (count) => `${count} columns ${noun}.`,
    );
}
