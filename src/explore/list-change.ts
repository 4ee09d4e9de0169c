import type { ListChange } from "../model/drift.ts";
import { compareText } from "./measured-example.ts";

/** Values of a closed list that a report lists on either side. */
const listedCount = 1000;

/** What came to a closed list, and what went. */
export function listChange(
  list: ListChange["list"],
  was: ReadonlySet<string>,
  is: ReadonlySet<string>,
): ListChange {
  const missingFrom = (from: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] =>
    [...from]
      .filter((value) => !other.has(value))
      .sort(compareText)
      .slice(0, listedCount);
  return { list, added: missingFrom(is, was), removed: missingFrom(was, is) };
}
