import type { Dataset } from "../../model/dataset.ts";
import type { Shortcut } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import type { ImageProblem } from "../../model/image-measurement.ts";
import { promisedFormats } from "../../model/media-kind.ts";
import { groupsOfCopies, groupsOfPairs } from "../find-duplicates.ts";
import { classBalance } from "../findings/class-balance.ts";
import { damageFindings } from "../findings/decode-problems.ts";
import { copyFindings } from "../findings/duplicates.ts";
import { sortFindings } from "../findings/finding-set.ts";
import { likenessFindings } from "../findings/near-duplicates.ts";
import { rowsSortedByLabel } from "../findings/order.ts";
import { shortcutFindingsBy } from "../findings/shortcuts.ts";
import { similarLabels } from "../findings/similar-labels.ts";
import { splitFindings } from "../findings/split-leakage.ts";
import { unverifiedPairFindings } from "../findings/unverified-pairs.ts";
import { wronglyNamed } from "../findings/wrong-extension.ts";
import { withMethod } from "../section-methods.ts";
import { type ImagePairs, likeHashesRule, samePictureRule } from "./image-copies.ts";
import { imageProperties } from "./image-properties.ts";
import { headerOf, isReadable, type MeasuredImage, pixelHashOf } from "./measured-image.ts";
import { pictureDefects } from "./picture-defects.ts";
import { storageFindings } from "./storage-findings.ts";

/** What a whole file would have been. */
const expectations: Readonly<Record<ImageProblem["code"], string>> = {
  "file-unreadable": "a file in a known image format",
  "file-empty": "at least one pixel",
  "file-truncated": "a file that comes to its end",
  "file-corrupt": "data that pass their own checks",
  "header-invalid": "a header with possible values",
  "image-too-large": "a picture that can be held",
  "codec-unsupported": "JPEG, PNG or WebP",
};

const consequences = {
  label: "a model may learn it instead of what the images show",
  split: "the splits were not taken or stored alike, so that a test does not show what training gave",
  group: "a model can tell groups without seeing; split by group, and take the property out",
} as const;

const copyWords = {
  code: "duplicate-images",
  one: "picture",
  many: "images",
  hashed: "decoded pixels",
} as const;

/** What the findings of images rest on besides their measurements. */
export interface ImageInsights extends ImagePairs {
  readonly shortcuts: readonly Shortcut[];
  readonly isHeadersOnly: boolean;
}

/** All findings about a dataset of images, those of its listing included: gravest first, then by code and subject. */
export function imageFindings(
  dataset: Dataset,
  items: readonly MeasuredImage[],
  { nearPairs, unverifiedPairs, shortcuts, isHeadersOnly }: ImageInsights,
): readonly Finding[] {
  const groups = groupsOfCopies(items, pixelHashOf);
  return sortFindings([
    ...dataset.findings,
    ...damageFindings(damagedFiles(items, isHeadersOnly), expectations),
    ...wronglyNamed(
      "format",
      items.map((item) => ({
        id: item.example.id,
        held: headerOf(item)?.format,
        promised: promisedFormats(item.example.id),
      })),
    ),
    ...storageFindings(items),
    ...pictureDefects(items),
    ...classBalance(items),
    ...similarLabels(items),
    ...splitFindings(items),
    ...copyFindings(groups, copyWords),
    ...likenessFindings(nearPairs, groupsOfPairs(items, nearPairs, groups), {
      rule: samePictureRule,
      pairs: "pairs of images show one picture",
      told: (count) =>
        `Pairs of images that show one picture, though not pixel by pixel: ${count}; encoded, scaled, lit or cut anew.`,
      heldBy: () => "the same picture",
    }),
    ...unverifiedPairFindings(unverifiedPairs, {
      rule: `${likeHashesRule}, unless their files can be read again and their pictures compared`,
      pairs: "Pairs of images with like hashes whose files could not be read again",
      open: "whether they show one picture is open",
    }),
    ...shortcutFindingsBy(imageProperties, shortcuts, { items, consequences }),
    ...rowsSortedByLabel(dataset, items),
  ]).map(withMethod);
}

function damagedFiles(items: readonly MeasuredImage[], isHeadersOnly: boolean) {
  return items.flatMap((item) => {
    const problem = item.measurement?.problem;
    if (!problem) return [];
    const hasSome = isReadable(item, isHeadersOnly) && problem.code !== "image-too-large";
    const observed = hasSome ? (isHeadersOnly ? "its header" : "a picture, in part") : "no picture";
    const sighting = { subject: item.example.id, observed, message: `${problem.reason}.` };
    return [{ ...problem, severity: hasSome ? ("warning" as const) : ("error" as const), sighting }];
  });
}
