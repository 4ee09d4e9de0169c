import type { DatasetSnapshot } from "../../model/dataset-snapshot.ts";
import type { Finding } from "../../model/finding.ts";
import type { ImageHeader, ImageMeasurement, PixelMeasurement } from "../../model/image-measurement.ts";
import type { ImagePart } from "../../model/image-part.ts";
import { type SnapshotReading, takeSnapshot } from "../take-snapshot.ts";

const reading: SnapshotReading<ImageMeasurement> = {
  numbers: {
    ...ofHeader({
      widthPixels: ({ widthPixels }) => widthPixels,
      heightPixels: ({ heightPixels }) => heightPixels,
      aspectRatio: ({ widthPixels, heightPixels }) => widthPixels / heightPixels,
      megapixels: ({ widthPixels, heightPixels }) => (widthPixels * heightPixels) / 1e6,
    }),
    bytesPerPixel: ({ header, sizeBytes }) =>
      header === null ? null : sizeBytes / (header.widthPixels * header.heightPixels),
    ...ofPixels({
      brightness: ({ brightness }) => brightness,
      contrast: ({ contrast }) => contrast,
      sharpness: ({ sharpness }) => sharpness,
      darkLuma: ({ darkLuma }) => darkLuma,
      lightLuma: ({ lightLuma }) => lightLuma,
      // Beside the light, which all three share.
      redCast: ({ meanColor }) => meanColor[0] - meanOf(meanColor),
      blueCast: ({ meanColor }) => meanColor[2] - meanOf(meanColor),
      transparentShare: ({ transparentShare }) => transparentShare,
    }),
  },
  contentSha256: ({ pixelSha256 }) => pixelSha256,
  format: ({ header }) => (header === null ? null : formatOf(header)),
  further: (measurement) => ({ pictureHash: measurement?.pixels?.perceptualHash ?? null }),
};

/** What of a measured dataset of images later ones are compared with; the same for any order of its images. */
export function snapshotImages(part: ImagePart, findings: readonly Finding[]): DatasetSnapshot {
  return takeSnapshot(part, { measurements: part.images, findings }, reading);
}

/** Such as `jpeg rgb 8 bit`, and what a loader may or may not heed: `turned (EXIF 6)`, `animated`. */
function formatOf({ format, mode, bitDepth, orientation, isAnimated }: ImageHeader): string {
  const turned = orientation === null || orientation === 1 ? "" : ` turned (EXIF ${orientation})`;
  return `${format} ${mode} ${bitDepth} bit${turned}${isAnimated ? " animated" : ""}`;
}

function meanOf([red, green, blue]: PixelMeasurement["meanColor"]): number {
  return (red + green + blue) / 3;
}

type Numbers = SnapshotReading<ImageMeasurement>["numbers"];

function ofHeader(reads: Readonly<Record<string, (header: ImageHeader) => number>>): Numbers {
  return Object.fromEntries(
    Object.entries(reads).map(([name, read]) => [
      name,
      ({ header }: ImageMeasurement) => (header === null ? null : read(header)),
    ]),
  );
}

function ofPixels(reads: Readonly<Record<string, (pixels: PixelMeasurement) => number>>): Numbers {
  return Object.fromEntries(
    Object.entries(reads).map(([name, read]) => [
      name,
      ({ pixels }: ImageMeasurement) => (pixels === null ? null : read(pixels)),
    ]),
  );
}
