import { missingShards, whyApart } from "../explore/dataset-part.ts";
import { mergeFileParts } from "../explore/images/merge-image-parts.ts";
import { exists } from "../io/files.ts";
import { readPart } from "../io/part-store.ts";
import { SoundingsError } from "../model/errors.ts";
import type { FilePart } from "../model/image-part.ts";
import { type DescribedFiles, describeFiles } from "./measure-files.ts";
import type { ReportOptions } from "./report-part.ts";

/**
 * `profile merge`: the report of a dataset from the parts of all its shards, in any order, equal to that of one run where the files
 * can be read; where they cannot, pairs that are alike are reported as unverified.
 * @throws SoundingsError ("usage") when they are not parts of one whole, shards are missing, or there is no `dataPath`
 */
export async function mergePartFiles(
  paths: readonly string[],
  options: ReportOptions,
): Promise<DescribedFiles> {
  const [first, ...others] = paths;
  if (first === undefined) throw new SoundingsError("usage", "there is no part to merge");
  let merged = await readPart(first);
  for (const path of others) {
    const part = await readPart(path);
    const difference = whyApart(merged, part);
    if (difference !== null) {
      throw new SoundingsError("usage", `${first} and ${path} are no parts of one whole: ${difference}`, {
        hint: "make all shards anew, with the same options and version, from the same files",
      });
    }
    merged = mergeFileParts(merged, part);
  }
  checkWhole(merged);
  const { dataPath } = options;
  if (dataPath !== undefined && !(await exists(dataPath))) {
    throw new SoundingsError("usage", `there is no ${dataPath}`, {
      hint: "--data names the folder or manifest that the shards were measured from, as it is here",
    });
  }
  return describeFiles(merged, options);
}

function checkWhole(part: FilePart): void {
  const missing = missingShards(part);
  if (missing.length === 0) return;
  const shards = missing.map((shard) => `${shard}/${part.shardCount}`).join(", ");
  throw new SoundingsError("usage", `the parts are not the whole: missing ${shards}`, {
    hint: `profile dataset ${part.source} --shard ${missing[0]}/${part.shardCount} --out part-${missing[0]}.json`,
  });
}
