import { join, relative, resolve } from "node:path";
import { interruptedRun } from "../explore/findings/interrupted-run.ts";
import { folderOfSource } from "../io/files.ts";
import type { Dataset } from "../model/dataset.ts";
import type { ListedExample, Listing } from "../model/dataset-part.ts";
import type { Example } from "../model/example.ts";
import { type FilePart, measuredCountOf } from "../model/image-part.ts";

/** A dataset as it is listed, without where it is on this machine. */
export function listingOf({
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
  return {
    ...{ name, layout, findings, examples: examples.map((example) => withoutPlace(example, start)) },
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

/** The dataset that a part is of, as it lies on this machine: at `dataPath`. */
export function datasetOf(part: FilePart, dataPath: string = part.source): Dataset {
  const { source, listing } = part;
  const { rootFromSource = "", ...listed } = listing;
  const root = resolve(folderOfSource(dataPath), rootFromSource);
  const missingCount = listing.examples.length - measuredCountOf(part);
  return {
    ...listed,
    source,
    root,
    examples: listing.examples.map(({ address, ...example }) => ({
      ...example,
      path: join(root, address ?? example.id),
    })),
    findings: [
      ...listing.findings,
      ...(missingCount === 0 ? [] : [interruptedRun(measuredCountOf(part), listing.examples.length)]),
    ],
  };
}
