import type { Finding } from "../../model/finding.ts";
import { datasetFinding, type FindingKind, idsOf } from "../findings/finding-set.ts";
import { mixedField, type UniformField } from "../findings/mixed-formats.ts";
import { groupBy } from "../group-by.ts";
import { headerOf, type MeasuredImage, pixelsOf } from "./measured-image.ts";

const fields: readonly UniformField<MeasuredImage>[] = [
  {
    kind: {
      code: "mixed-modes",
      severity: "warning",
      rule: "all images have one pixel mode",
      expected: "one pixel mode",
    },
    read: (item) => headerOf(item)?.mode ?? null,
    unit: "",
    things: "images",
    consequence: "convert them to one mode, or a loader gives arrays of different channels",
  },
  {
    kind: {
      code: "mixed-bit-depths",
      severity: "info",
      rule: "all images have one bit depth",
      expected: "one bit depth",
    },
    read: (item) => headerOf(item)?.bitDepth ?? null,
    unit: " bit",
    things: "images",
    consequence: "decode them to one type",
  },
];

const mixedSizes: FindingKind = {
  code: "mixed-sizes",
  severity: "info",
  rule: "all images have one size",
  expected: "one size",
};

const turned: FindingKind = {
  code: "exif-orientation",
  severity: "warning",
  rule: "every image is stored upright: no EXIF orientation, or 1",
  expected: 1,
};

const transparent: FindingKind = {
  code: "transparent-pixels",
  severity: "info",
  rule: "every pixel is opaque: a loader that drops alpha shows whatever colour lies below",
  expected: 0,
};

const unusedAlpha: FindingKind = {
  code: "alpha-unused",
  severity: "info",
  rule: "an alpha channel says more than that everything is opaque",
  expected: "some transparent pixel",
};

const grayAsColor: FindingKind = {
  code: "gray-as-color",
  severity: "info",
  rule: "not some of the images alone have equal red, green and blue in every pixel",
  expected: "colour throughout, or none",
};

const animated: FindingKind = {
  code: "image-animated",
  severity: "warning",
  rule: "a file holds one picture",
  expected: 1,
};

/** How images are stored: sizes and modes that differ, turns that a loader may not apply, channels without use. */
export function storageFindings(items: readonly MeasuredImage[]): readonly Finding[] {
  const turnedItems = items.filter((item) => (headerOf(item)?.orientation ?? 1) !== 1);
  const decoded = items.filter((item) => pixelsOf(item) !== null);
  const withAlpha = decoded.filter((item) => /alpha|rgba/.test(headerOf(item)?.mode ?? ""));
  const see = withAlpha.filter((item) => pixelsOf(item)!.transparentShare > 0);
  const gray = decoded.filter((item) => isColorMode(item) && pixelsOf(item)!.isGray);
  return [
    ...fields.flatMap((field) => mixedField(items, field)),
    ...sizesFinding(items),
    ...found(
      turned,
      turnedItems,
      (count) =>
        `${count} carry an EXIF orientation other than upright: a loader that does not apply it shows what is turned or mirrored.`,
    ),
    ...found(
      transparent,
      see,
      (count) => `${count} have transparent pixels; statistics are of the colours below.`,
    ),
    ...found(
      unusedAlpha,
      withAlpha.filter((item) => pixelsOf(item)!.transparentShare === 0),
      (count) => `${count} have an alpha channel that is opaque throughout.`,
    ),
    // A set of gray images alone is meant so.
    ...(gray.length === decoded.length
      ? []
      : found(grayAsColor, gray, (count) => `${count} are stored in colour and hold none.`)),
    ...found(
      animated,
      items.filter((item) => headerOf(item)?.isAnimated),
      (count) => `${count} hold an animation, of which the first picture is measured.`,
    ),
  ];
}

function isColorMode(item: MeasuredImage): boolean {
  return /rgb|palette/.test(headerOf(item)?.mode ?? "");
}

/** One finding for all `items` of a kind; none where there is none. */
function found(
  kind: FindingKind,
  items: readonly MeasuredImage[],
  say: (images: string) => string,
): readonly Finding[] {
  if (items.length === 0) return [];
  const message = say(items.length === 1 ? "1 image" : `${items.length} images`)
    .replace(/^1 image carry/, "1 image carries")
    .replace(/^1 image have/, "1 image has")
    .replace(/^1 image are stored in colour and hold/, "1 image is stored in colour and holds")
    .replace(/^1 image hold/, "1 image holds");
  return [
    datasetFinding(kind, { observed: items.length, count: items.length, message, examples: idsOf(items) }),
  ];
}

function sizesFinding(items: readonly MeasuredImage[]): readonly Finding[] {
  const bySize = groupBy(items, (item) => {
    const header = headerOf(item);
    return header === null ? null : `${header.widthPixels} x ${header.heightPixels}`;
  });
  if (bySize.size < 2) return [];
  const [[commonest, same]] = [...bySize].sort(([, a], [, b]) => b.length - a.length) as [
    [string, readonly MeasuredImage[]],
  ];
  const others = [...bySize].flatMap(([size, group]) => (size === commonest ? [] : group));
  const message = `The images have ${bySize.size} sizes, most often ${commonest} (${same.length} of ${same.length + others.length}): resize or crop them before they are batched.`;
  return [
    datasetFinding(mixedSizes, {
      observed: bySize.size,
      count: others.length,
      message,
      examples: idsOf(others),
    }),
  ];
}
