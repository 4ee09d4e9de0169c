import type { Finding } from "../../model/finding.ts";
import { median } from "../../stats/quantiles.ts";
import { type FindingKind, findingsFor, type Sighting } from "../findings/finding-set.ts";
import {
  aspectRatioOf,
  headerOf,
  isBlank,
  leastContrast,
  type MeasuredImage,
  pixelCountOf,
  pixelsOf,
} from "./measured-image.ts";

/** A defect of single pictures. */
interface Defect {
  readonly kind: FindingKind;
  /** What is seen; null where there is nothing wrong. */
  readonly observe: (item: MeasuredImage, all: Usual) => number | null;
  readonly tell: (observed: number, all: Usual) => string;
  readonly summary: (count: number) => string;
}

/** What is usual in the dataset. */
interface Usual {
  /** Median of the natural logarithms of sharpness, and the median distance from it times 1.4826; null for too few images. */
  readonly sharpness: { readonly middle: number; readonly spread: number } | null;
  /** Median of pixels per picture; null for too few images. */
  readonly pixelCount: number | null;
}

/** Luma that 95 % of a dark picture stay below, and 95 % of a light one stay above. */
const darkLuma = 40;
const lightLuma = 230;
/** Longer over shorter side from which a picture is a strip. */
const stripRatio = 4;
/** Robust standard deviations of log sharpness below the median from which a picture is blurred. */
const blurDeviations = 3.5;
/** Of the usual number of pixels, the share below which a picture is small. */
const smallShare = 1 / 16;
/** Images from which it is known what is usual. */
const fewestForUsual = 20;

const defects: readonly Defect[] = [
  {
    kind: {
      code: "image-blank",
      severity: "warning",
      rule: `a picture's luma has a standard deviation of ${leastContrast} of 255 or more`,
      expected: leastContrast,
    },
    observe: (item) => below(pixelsOf(item)?.contrast, leastContrast),
    tell: (contrast) =>
      `It is of one colour, or nearly: its luma has a standard deviation of ${contrast.toFixed(2)}.`,
    summary: (count) => `${count} images are of one colour, or nearly.`,
  },
  {
    kind: {
      code: "image-dark",
      severity: "warning",
      rule: `more than 5% of a picture's pixels have a luma above ${darkLuma} of 255`,
      expected: darkLuma,
    },
    observe: (item) => (isBlank(item) ? null : below(pixelsOf(item)?.lightLuma, darkLuma)),
    tell: (luma) => `It is dark: 95% of its pixels have a luma of at most ${luma}.`,
    summary: (count) => `${count} images are dark: hardly a pixel of them is lit.`,
  },
  {
    kind: {
      code: "image-light",
      severity: "info",
      rule: `more than 5% of a picture's pixels have a luma below ${lightLuma} of 255`,
      expected: lightLuma,
    },
    observe: (item) => (isBlank(item) ? null : above(pixelsOf(item)?.darkLuma, lightLuma)),
    tell: (luma) => `It is nearly white: 95% of its pixels have a luma of at least ${luma}.`,
    summary: (count) => `${count} images are nearly white.`,
  },
  {
    kind: {
      code: "image-blurred",
      severity: "info",
      rule: `the logarithm of a picture's sharpness lies at most ${blurDeviations} robust standard deviations below the median`,
      expected: "sharpness like that of the others",
    },
    observe: (item, { sharpness }) => {
      const own = pixelsOf(item)?.sharpness;
      if (own === undefined || own <= 0 || sharpness === null || isBlank(item)) return null;
      return Math.log(own) < sharpness.middle - blurDeviations * sharpness.spread ? own : null;
    },
    tell: (own, { sharpness }) =>
      `It is far less sharp than the others: variance of the Laplacian ${short(own)}, median ${short(Math.exp(sharpness?.middle ?? 0))}.`,
    summary: (count) => `${count} images are far less sharp than the others.`,
  },
  {
    kind: {
      code: "odd-aspect-ratio",
      severity: "info",
      rule: `no side is ${stripRatio} times the other or longer`,
      expected: `below ${stripRatio}`,
    },
    observe: (item) => {
      const ratio = aspectRatioOf(item) ?? 1;
      return above(Math.max(ratio, 1 / ratio), stripRatio);
    },
    tell: (ratio) => `One side is ${short(ratio)} times the other.`,
    summary: (count) => `${count} images have one side ${stripRatio} times the other or longer.`,
  },
  {
    kind: {
      code: "image-small",
      severity: "info",
      rule: "a picture has at least a sixteenth of the usual (median) number of pixels",
      expected: "a size like that of the others",
    },
    observe: (item, { pixelCount: usual }) => {
      const own = pixelCountOf(item);
      return own === null || usual === null || own >= smallShare * usual ? null : own;
    },
    tell: (own, { pixelCount }) => `It has ${own} pixels, where ${short(pixelCount ?? 0)} are usual.`,
    summary: (count) => `${count} images have less than a sixteenth of the usual number of pixels.`,
  },
];

/** Pictures that are blank, dark, nearly white, blurred, small, or strips. */
export function pictureDefects(items: readonly MeasuredImage[]): readonly Finding[] {
  const usual = usualOf(items);
  return defects.flatMap(({ kind, observe, tell, summary }) => {
    const sightings = items.flatMap((item): readonly Sighting[] => {
      const observed = observe(item, usual);
      return observed === null
        ? []
        : [{ subject: item.example.id, observed, message: tell(observed, usual) }];
    });
    return findingsFor(kind, sightings, summary);
  });
}

function usualOf(items: readonly MeasuredImage[]): Usual {
  const sharp = items.flatMap((item) => {
    const sharpness = isBlank(item) ? 0 : (pixelsOf(item)?.sharpness ?? 0);
    return sharpness > 0 ? [Math.log(sharpness)] : [];
  });
  const counts = items.flatMap((item) => (headerOf(item) === null ? [] : [pixelCountOf(item)!]));
  return {
    sharpness: sharpnessOf(sharp),
    pixelCount: counts.length < fewestForUsual ? null : median(counts),
  };
}

function sharpnessOf(logs: readonly number[]): Usual["sharpness"] {
  const middle = median(logs);
  if (middle === null || logs.length < fewestForUsual) return null;
  const spread = 1.4826 * (median(logs.map((log) => Math.abs(log - middle))) ?? 0);
  return spread > 0 ? { middle, spread } : null;
}

function below(value: number | undefined, limit: number): number | null {
  return value !== undefined && value < limit ? value : null;
}

function above(value: number | undefined, limit: number): number | null {
  return value !== undefined && value >= limit ? value : null;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
