import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Finding } from "../../src/model/finding.ts";
import { renderImageHtml } from "../../src/report/render-image-html.ts";
import { describeImages } from "../../src/workflows/describe-images.ts";
import { illustrateImages } from "../../src/workflows/illustrate-images.ts";
import { listDataset } from "../../src/workflows/list-dataset.ts";
import { measureImagePart } from "../../src/workflows/measure-image-part.ts";
import { placeFaultyImages } from "../support/image-scenes.ts";
import { chromiumPath, needsChromium } from "../support/requirements.ts";
import { hostileTexts } from "../support/sample-dataset-report.ts";

/** What a browser says of a picture. */
interface Picture {
  loading: string;
  readonly naturalWidth: number;
  readonly decode: () => Promise<void>;
}

const folder = mkdtempSync(join(tmpdir(), "soundings-image-page-"));
after(() => rmSync(folder, { recursive: true }));

/** The page of the faulty images, and the same with every text an attack. */
async function pages(): Promise<Readonly<Record<string, string>>> {
  const path = join(folder, "set");
  await placeFaultyImages(path);
  const part = await measureImagePart(await listDataset(path, {}), { path, workerCount: 1 });
  const { report, paths } = await describeImages(part, { isReproducible: true });
  const illustrations = await illustrateImages(report, paths, folder);
  const hostile = hostileTexts.map((text): Finding => {
    const evidence = { observed: text, expected: text, count: 1, rule: text, examples: [text] };
    return { code: text, severity: "error", subject: text, message: text, evidence };
  });
  const counts = Object.fromEntries(hostileTexts.map((text, index) => [text, index + 1]));
  const mean = report.means.byLabel["cat"]!;
  const attack = renderImageHtml(
    {
      ...report,
      source: hostileTexts.join("/"),
      options: counts,
      dataset: { ...report.dataset, name: hostileTexts.join(" "), splits: counts },
      labels: {
        ...report.labels,
        entries: hostileTexts.map((label) => ({ ...report.labels.entries[0]!, label, bySplit: counts })),
      },
      images: { ...report.images, formats: counts, sizes: counts },
      means: { all: mean, byLabel: Object.fromEntries(hostileTexts.map((label) => [label, mean])) },
      worstImages: report.worstImages.map((kind, index) => ({
        ...kind,
        clips: kind.clips.map((clip) => ({ ...clip, label: hostileTexts[index % hostileTexts.length]! })),
      })),
      findings: hostile,
    },
    new Map([...illustrations].map(([id, media]) => [id, { ...media, fileUrl: "./a%22b%3Cc.jpg" }])),
  );
  return { usual: renderImageHtml(report, illustrations), hostile: attack };
}

test(
  "the page of images is drawn, quiet and alone, wide and narrow, whatever its texts",
  needsChromium(),
  async () => {
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    });
    try {
      for (const [name, html] of Object.entries(await pages())) {
        assert.ok(html.length < 3e6);
        const file = join(folder, `${name}.html`);
        writeFileSync(file, html);
        for (const width of [1180, 360]) {
          const page = await browser.newPage({ viewport: { width, height: 800 } });
          const requests: string[] = [];
          const complaints: string[] = [];
          page.on("request", (request) => requests.push(request.url()));
          page.on("console", (message) => complaints.push(message.text()));
          page.on("pageerror", (error) => complaints.push(error.message));
          await page.goto(pathToFileURL(file).href);
          const shown = await page.$$eval("img", (pictures) =>
            Promise.all(
              (pictures as unknown as Picture[]).map(async (picture) => {
                picture.loading = "eager";
                await picture.decode();
                return picture.naturalWidth;
              }),
            ),
          );
          assert.ok(shown.length > 20 && shown.every((pixels) => pixels > 0), `${name}: ${shown}`);
          assert.equal(await page.locator("script").count(), 0);
          assert.equal(await page.evaluate("window.__pwned"), undefined);
          const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
          assert.ok(Number(overflow) <= 0, `${name} at ${width}: ${overflow} pixels too wide`);
          assert.deepEqual(
            requests.filter((url) => !/^data:image\/(bmp|webp);/.test(url)),
            [pathToFileURL(file).href],
          );
          assert.deepEqual(complaints, []);
          await page.close();
        }
      }
    } finally {
      await browser.close();
    }
  },
);
