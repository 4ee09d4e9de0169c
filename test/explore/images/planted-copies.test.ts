import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import {
  imageCandidates,
  isSamePicture,
  pictureCorrelation,
} from "../../../src/explore/images/image-copies.ts";
import type { MeasuredImage } from "../../../src/explore/images/measured-image.ts";
import { decodeImage } from "../../../src/io/images/decode-image.ts";
import { sniffImage } from "../../../src/io/images/sniff-image.ts";
import { measurePicture } from "../../../src/signal/images/measure-picture.ts";
import { needsData, sharedData } from "../../support/requirements.ts";

/** An image of a dataset, and its picture at 32 x 32. */
interface Seen {
  readonly item: MeasuredImage;
  readonly thumbnail: Uint8Array;
}

async function see(id: string, bytes: Buffer): Promise<Seen> {
  const { header } = sniffImage(bytes);
  const { image } = await decodeImage(bytes, header!);
  const { measurement: pixels, thumbnail } = measurePicture(image);
  const example = { id, path: id, label: null, split: null, group: null, attributes: {} };
  const measurement = {
    exampleId: id,
    sizeBytes: bytes.length,
    header,
    pixelSha256: id,
    pixels,
    problem: null,
  };
  return { item: { example, measurement }, thumbnail };
}

/** Ways to copy a photograph, and the least of 50 copies of each that are found; docs/images.md has the numbers. */
const copies: Readonly<Record<string, readonly [least: number, copy: (bytes: Buffer) => Promise<Buffer>]>> = {
  "JPEG at quality 75": [50, (bytes) => sharp(bytes).jpeg({ quality: 75 }).toBuffer()],
  "half the size": [
    50,
    async (bytes) =>
      sharp(bytes)
        .resize(Math.round((await sizeOf(bytes))[0] / 2))
        .jpeg()
        .toBuffer(),
  ],
  "10 % brighter": [50, (bytes) => sharp(bytes).linear(1.1, 0).jpeg().toBuffer()],
  "10 % darker": [50, (bytes) => sharp(bytes).linear(0.9, 0).jpeg().toBuffer()],
  gray: [50, (bytes) => sharp(bytes).grayscale().jpeg().toBuffer()],
  "2.5 % cut off at each side": [35, (bytes) => cropped(bytes, 0.025)],
  mirrored: [0, (bytes) => sharp(bytes).flop().jpeg().toBuffer()],
};

async function sizeOf(bytes: Buffer): Promise<readonly [number, number]> {
  const { width, height } = await sharp(bytes).metadata();
  return [width, height];
}

async function cropped(bytes: Buffer, share: number): Promise<Buffer> {
  const [width, height] = await sizeOf(bytes);
  const [left, top] = [Math.round(share * width), Math.round(share * height)];
  const area = { left, top, width: width - 2 * left, height: height - 2 * top };
  return sharp(bytes).extract(area).jpeg().toBuffer();
}

/** The pairs of alike pictures, by their ids. */
function pairsIn(seen: readonly Seen[]): readonly (readonly [string, string])[] {
  const byId = new Map(seen.map(({ item, thumbnail }) => [item.example.id, thumbnail]));
  return imageCandidates(seen.map(({ item }) => item))
    .filter(({ a, b }) => isSamePicture(pictureCorrelation(byId.get(a)!, byId.get(b)!)))
    .map(({ a, b }) => [a, b] as const);
}

test(
  "planted copies of photographs are found, mirrored ones are not, and no two photographs are one",
  needsData("images-clothing"),
  async (context) => {
    const root = sharedData("images-clothing");
    const paths = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(({ name }) => /\.jpe?g$/i.test(name))
      .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
      .sort();
    const originals: Seen[] = [];
    for (const path of paths) originals.push(await see(path, readFileSync(join(root, path))));
    assert.deepEqual(pairsIn(originals), []);
    for (const [name, [least, copy]] of Object.entries(copies)) {
      const copied: Seen[] = [];
      for (const path of paths.filter((_, index) => index % 3 === 0))
        copied.push(await see(`${path}#copy`, await copy(readFileSync(join(root, path)))));
      const pairs = pairsIn([...originals, ...copied]);
      const right = pairs.filter(([a, b]) => `${a}#copy` === b || `${b}#copy` === a);
      context.diagnostic(
        `${name}: ${right.length} of ${copied.length} found, ${pairs.length - right.length} false`,
      );
      assert.equal(
        pairs.length,
        right.length,
        `${name}: ${JSON.stringify(pairs.filter((pair) => !right.includes(pair)))}`,
      );
      assert.ok(right.length >= least, `${name}: ${right.length} of ${copied.length}`);
      if (name === "mirrored") assert.equal(right.length, 0);
    }
  },
);
