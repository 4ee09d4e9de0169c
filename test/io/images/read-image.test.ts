import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import sharp from "sharp";
import { readImage, readImageHeader } from "../../../src/io/images/read-image.ts";
import { measurePicture } from "../../../src/signal/images/measure-picture.ts";
import { assertClose } from "../../support/assert-close.ts";
import { needsData, sharedData } from "../../support/requirements.ts";

/** What Pillow 12.3, numpy 2.4 and scipy 1.17 measure: see `images.py`. */
interface Oracle {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly orientation: number | null;
  readonly brightness: number;
  readonly contrast: number;
  readonly sharpness: number;
  readonly darkLuma: number;
  readonly lightLuma: number;
  readonly meanColor: readonly number[];
  readonly isGray: boolean;
  readonly transparentShare: number;
  readonly perceptualHash: string | null;
  readonly meanPicture: readonly number[];
}

const fixtures = resolve(import.meta.dirname, "../../fixtures/images");
const oracles = JSON.parse(readFileSync(join(fixtures, "images.json"), "utf8")) as Record<string, Oracle>;
/** To the twelve digits that the oracle keeps. */
const exactly = { relative: 1e-9, absolute: 1e-9 };
const folder = mkdtempSync(join(tmpdir(), "soundings-images-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The path of a file with these bytes. */
function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function measured(path: string) {
  const { image, header, problem } = await readImage(path);
  assert.ok(image !== null && header !== null);
  return { header, problem, ...measurePicture(image) };
}

// How Pillow makes colours of inks is its own; how libwebp upsamples colour depends on its version.
const otherColors: ReadonlySet<string> = new Set(["cmyk.jpg"]);

for (const [name, oracle] of Object.entries(oracles).filter(([name]) => !otherColors.has(name))) {
  test(`${name} measures what Pillow, numpy and scipy measure`, async () => {
    const { header, problem, measurement, thumbnail } = await measured(join(fixtures, name));
    assert.equal(problem, null);
    assert.deepEqual(
      [header.widthPixels, header.heightPixels, header.orientation],
      [oracle.widthPixels, oracle.heightPixels, oracle.orientation],
    );
    for (const field of ["brightness", "contrast", "sharpness"] as const)
      assertClose(measurement[field], oracle[field], exactly);
    assert.deepEqual(
      [measurement.darkLuma, measurement.lightLuma, measurement.isGray, measurement.perceptualHash],
      [oracle.darkLuma, oracle.lightLuma, oracle.isGray, oracle.perceptualHash],
    );
    measurement.meanColor.forEach((value, color) => {
      assertClose(value, oracle.meanColor[color]!, exactly);
    });
    assertClose(measurement.transparentShare, oracle.transparentShare, exactly);
    oracle.meanPicture.forEach((value, color) => {
      const own = thumbnail.filter((_, at) => at % 3 === color);
      assert.ok(Math.abs(own.reduce((sum, one) => sum + one, 0) / own.length - value) < 0.5);
    });
  });
}

test("headers say modes, depths and animations", () => {
  const modeOf = (name: string) => {
    const { header } = readImageHeader(join(fixtures, name));
    return `${header?.format} ${header?.mode} ${header?.bitDepth}${header?.isAnimated ? " animated" : ""}`;
  };
  assert.deepEqual(
    [
      "gray-16.png",
      "palette.png",
      "rgba.png",
      "gray-alpha.png",
      "one-bit.png",
      "cmyk.jpg",
      "animated.webp",
    ].map(modeOf),
    [
      "png gray 16",
      "png palette 8",
      "png rgba 8",
      "png gray-alpha 8",
      "png gray 1",
      "jpeg cmyk 8",
      "webp rgb 8 animated",
    ],
  );
});

test("150 photographs measure what Pillow and scipy measure", needsData("images-clothing"), async () => {
  const root = sharedData("images-clothing");
  const known = JSON.parse(readFileSync(join(fixtures, "clothing.json"), "utf8")) as Record<
    string,
    [number, number, number, string]
  >;
  const differing: string[] = [];
  for (const [path, [brightness, contrast, sharpness, hash]] of Object.entries(known)) {
    const { measurement, problem } = await measured(join(root, path));
    assert.equal(problem, null);
    const isEqual =
      Math.abs(measurement.brightness - brightness) < 1e-6 * brightness &&
      Math.abs(measurement.contrast - contrast) < 1e-6 * contrast &&
      Math.abs(measurement.sharpness - sharpness) < 1e-6 * sharpness &&
      measurement.perceptualHash === hash;
    if (!isEqual) differing.push(path);
  }
  assert.equal(Object.keys(known).length, 150);
  assert.deepEqual(differing, []);
});

test("a file that ends too early is truncated, and its good part is kept where there is one", async () => {
  for (const name of ["rgb.png", "rgb.jpg", "lossy.webp"]) {
    const bytes = readFileSync(join(fixtures, name));
    const cut = await readImage(fileOf(`cut-${name}`, bytes.subarray(0, Math.round(0.8 * bytes.length))));
    assert.equal(cut.problem?.code, "file-truncated", name);
    assert.equal(cut.header?.widthPixels, 61, name);
  }
  const jpeg = readFileSync(join(fixtures, "rgb.jpg"));
  const withoutEnd = await readImage(fileOf("no-end.jpg", jpeg.subarray(0, -2)));
  assert.equal(withoutEnd.problem?.code, "file-truncated");
  assert.ok(withoutEnd.image !== null);
});

test("bytes behind the end of a picture are no damage", async () => {
  for (const name of ["rgb.png", "rgb.jpg", "lossy.webp"]) {
    const longer = Buffer.concat([readFileSync(join(fixtures, name)), Buffer.alloc(100)]);
    assert.equal((await readImage(fileOf(`longer-${name}`, longer))).problem, null, name);
  }
});

test("a chunk of PNG whose checksum does not fit is corrupt", async () => {
  const bytes = Buffer.from(readFileSync(join(fixtures, "rgb.png")));
  bytes[bytes.indexOf("IDAT") + 40]! ^= 0xff;
  const { problem } = await readImage(fileOf("flipped.png", bytes));
  assert.deepEqual(problem, { code: "file-corrupt", reason: "the checksum of its chunk IDAT does not fit" });
});

test("what is no JPEG, PNG or WebP is said to be what it is", async () => {
  const svg = Buffer.from(
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  );
  const gif = await sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } })
    .gif()
    .toBuffer();
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    [
      "drawing.png",
      svg,
      "codec-unsupported: the file is an SVG drawing, or other XML; JPEG, PNG and WebP are read",
    ],
    ["moving.jpg", gif, "codec-unsupported: the file is a GIF image; JPEG, PNG and WebP are read"],
    ["empty.jpg", Buffer.alloc(0), "file-empty: the file is empty: 0 bytes"],
    ["zeros.jpg", Buffer.alloc(64), "file-unreadable: the file is no image: all its 64 bytes are zero"],
    [
      "page.jpg",
      Buffer.from("<!DOCTYPE html><html>"),
      "file-unreadable: the file is no image: it is an HTML page",
    ],
    [
      "text.png",
      Buffer.from("hello"),
      "file-unreadable: the file is no known image format: it starts with the bytes 68 65 6c 6c 6f",
    ],
  ];
  for (const [name, bytes, expected] of cases) {
    const { problem, image } = await readImage(fileOf(name, bytes));
    assert.equal(`${problem?.code}: ${problem?.reason}`, expected);
    assert.equal(image, null);
  }
  const missing = await readImage(join(folder, "nowhere.png"));
  assert.equal(missing.problem?.code, "file-unreadable");
});

test("a header that announces more pixels than can be held is a finding, and nothing is decoded", async () => {
  const bytes = Buffer.from(readFileSync(join(fixtures, "rgb.jpg")));
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(60_000, frame + 5);
  bytes.writeUInt16BE(60_000, frame + 7);
  const { problem, image } = await readImage(fileOf("bomb.jpg", bytes));
  assert.equal(problem?.code, "image-too-large");
  assert.match(problem?.reason ?? "", /60000 x 60000 pixels; up to 67108864/);
  assert.equal(image, null);
});

test("no flipped or missing bytes bring the reader down", async () => {
  for (const name of ["rgb.png", "rgb.jpg", "progressive.jpg", "lossy.webp", "turned.webp", "turned.jpg"]) {
    const whole = readFileSync(join(fixtures, name));
    for (let at = 0; at < 40; at++) {
      const bytes = Buffer.from(whole);
      bytes[Math.floor((at / 40) * Math.min(400, whole.length))] = (at * 89) & 0xff;
      const short = bytes.subarray(0, Math.floor(((at + 1) / 40) * whole.length));
      for (const damaged of [bytes, short]) {
        const { header, image, problem } = await readImage(fileOf("damaged.bin", damaged));
        assert.ok(header !== null || problem !== null);
        assert.ok(image !== null || problem !== null);
      }
    }
  }
});
