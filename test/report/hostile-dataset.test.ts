import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { runDataset } from "../../src/workflows/run-dataset.ts";
import { chromiumPath, needsChromium } from "../support/requirements.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { hostileTexts } from "../support/sample-dataset-report.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** Names that a file system takes and a careless page does not. */
const hostileNames = [
  "<script>window.__pwned = 6<%2Fscript>.wav",
  '" onerror="window.__pwned = 7.wav',
  "'quoted'.wav",
  "\u202egnp.wav",
  "line\u2028end.wav",
];

/** A manifest of tones under hostile labels, splits and groups, and its report; gives the path of the page. */
async function reportOfHostiles(context: TestContext): Promise<string> {
  const folder = temporaryFolder(context);
  const rows = hostileTexts.flatMap((text, index) =>
    [0, 1].map((turn) => {
      const path = turn === 0 ? `${index}.wav` : (hostileNames[index] ?? `again-${index}.wav`);
      writeDeep(join(folder, "set", path), toneBytes(200 + 20 * index, 0.3 + turn / 10));
      return JSON.stringify({
        path,
        label: text,
        split: hostileTexts[(index + turn) % hostileTexts.length],
        group: text,
      });
    }),
  );
  writeDeep(join(folder, "set/labels.jsonl"), `${rows.join("\n")}\n`);
  const out = join(folder, "out");
  await runDataset({
    ...{ path: join(folder, "set/labels.jsonl"), features: "none", workerCount: 1 },
    ...{ isReproducible: true, audio: "embed", out, resume: false },
  });
  return join(out, "dataset.html");
}

async function widthBeyond(page: Page): Promise<number> {
  return Number(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"));
}

test(
  "from a manifest of hostile names to its page: no script of theirs runs, no layout breaks",
  needsChromium(),
  async (context) => {
    const file = await reportOfHostiles(context);
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ["--no-sandbox", "--disable-gpu"],
    });
    context.after(() => browser.close());
    for (const width of [360, 1180]) {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("dialog", async (dialog) => {
        complaints.push(dialog.message());
        await dialog.dismiss();
      });
      await page.goto(pathToFileURL(file).href);
      const options = await page.locator("select[name=label] option").count();
      // The empty text is no label.
      assert.equal(options, 1 + hostileTexts.length);
      for (let index = 1; index < options; index++) {
        await page.locator("select[name=label]").selectOption({ index });
        assert.match((await page.locator("p[data-state]").textContent())!, /^Showing 2 of 24 examples: /);
      }
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      assert.equal(await page.evaluate("window.__pwned"), undefined);
      assert.equal(await page.locator("script:not([type='application/json'])").count(), 1);
      assert.equal(
        await page.$$eval(
          "*",
          (all) =>
            all.filter((one) => one.getAttributeNames().some((name: string) => name.startsWith("on"))).length,
        ),
        0,
      );
      assert.ok((await widthBeyond(page)) <= 0, `${await widthBeyond(page)} pixels too wide at ${width}`);
      assert.deepEqual(complaints, []);
      await page.close();
    }
  },
);
