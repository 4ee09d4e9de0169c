import { join, relative, resolve } from "node:path";
import { interruptedRun } from "../explore/findings/interrupted-run.ts";
import { folderOfSource } from "../io/files.ts";
import type { Dataset } from "../model/dataset.ts";
import type { ListedExample, Listing } from "../model/dataset-part.ts";
import type { Example } from "../model/example.ts";
import { type FilePart, measuredCountOf } from "../model/image-part.ts";

// So that the examples of a large dataset are in memory once: its listing is mostly asked for the dataset that it was made of.
const listedFrom = new WeakMap<Listing, Dataset>();

/** A dataset as it is listed, without where it is on this machine. */
export function listingOf(dataset: Dataset): Listing {
  const listing = withoutPlaces(dataset);
  listedFrom.set(listing, dataset);
  return listing;
}

/** How many examples a part lists. */
export function listedCount({ listing }: FilePart): number {
  return (listedFrom.get(listing) ?? listing).examples.length;
}

function withoutPlaces({
  source,
  root,
  examples,
  name,
  layout,
  kind,
  columns,
  listedIds,
  findings,
}: Dataset): Listing {
  const base = resolve(folderOfSource(source));
  const start = root ?? base;
  const rootFromSource = relative(base, start).replaceAll("\\", "/");
  let unplaced: readonly ListedExample[] | null = null;
  return {
    ...{ name, layout, findings },
    // Made when they are asked for: a run that stores no part never does.
    get examples() {
      unplaced ??= examples.map((example) => withoutPlace(example, start));
      return unplaced;
    },
    ...(kind === undefined || kind === "audio" ? {} : { kind }),
    ...(columns === undefined ? {} : { columns }),
    ...(listedIds === undefined ? {} : { listedIds }),
    ...(rootFromSource === "" ? {} : { rootFromSource }),
  };
}

function withoutPlace({ path, ...listed }: Example, root: string): ListedExample {
  if (path === join(root, listed.id)) return listed;
  return { ...listed, address: relative(root, path).replaceAll("\\", "/") };
}

/** The examples of a listing below `root`. */
function placedExamples(listing: Listing, root: string): readonly Example[] {
  const known = listedFrom.get(listing);
  if (known !== undefined && rootOf(known) === root) return known.examples;
  return listing.examples.map(({ address, ...example }) => ({
    ...example,
    path: join(root, address ?? example.id),
  }));
}

/** The folder that the ids of a dataset start from. */
function rootOf({ source, root }: Dataset): string {
  return root ?? resolve(folderOfSource(source));
}

/** The dataset that a part is of, as it lies on this machine: at `dataPath`. */
export function datasetOf(part: FilePart, dataPath: string = part.source): Dataset {
  const { source, listing } = part;
  const { findings, rootFromSource = "" } = listing;
  const root = resolve(folderOfSource(dataPath), rootFromSource);
  const examples = placedExamples(listing, root);
  const measuredCount = measuredCountOf(part);
  return {
    ...(listedFrom.get(listing) ?? listing),
    source,
    root,
    examples,
    findings: [
      ...findings,
      ...(measuredCount === examples.length ? [] : [interruptedRun(measuredCount, examples.length)]),
    ],
  };
}
