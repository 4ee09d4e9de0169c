import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { renderDatasetHtml } from "../../src/report/render-dataset-html.ts";
import { renderGateHtml } from "../../src/report/render-gate-html.ts";
import { renderPipelineHtml } from "../../src/report/render-pipeline-html.ts";
import { chromiumPath, needsChromium } from "../support/requirements.ts";
import { hostileDatasetReport, sampleDatasetReport } from "../support/sample-dataset-report.ts";
import { hostileGateReport, sampleGateReport } from "../support/sample-gate-report.ts";
import { hostilePipelineReport, samplePipelineReport } from "../support/sample-pipeline-report.ts";

const pages = {
  dataset: () => renderDatasetHtml(sampleDatasetReport()),
  "hostile dataset": () => renderDatasetHtml(hostileDatasetReport()),
  pipeline: () => renderPipelineHtml(samplePipelineReport()),
  "hostile pipeline": () => renderPipelineHtml(hostilePipelineReport()),
  gate: () => renderGateHtml(sampleGateReport()),
  "hostile gate": () => renderGateHtml(hostileGateReport()),
};

const folder = mkdtempSync(join(tmpdir(), "soundings-pages-"));
const launchFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
let browser: Browser | undefined;

before(async () => {
  if (needsChromium().skip === undefined) {
    browser = await chromium.launch({ executablePath: chromiumPath, args: launchFlags });
  }
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** What a page did besides being shown. */
interface Conduct {
  readonly requests: string[];
  readonly complaints: string[];
}

/** Opens a page and watches it; `look` sees it when it is whole. */
async function watch(
  html: string,
  options: { readonly width: number; readonly colorScheme: "light" | "dark" },
  look: (page: Page) => Promise<void>,
): Promise<Conduct> {
  const file = join(folder, "page.html");
  writeFileSync(file, html);
  const page = await browser!.newPage({
    viewport: { width: options.width, height: 800 },
    colorScheme: options.colorScheme,
  });
  const conduct: Conduct = { requests: [], complaints: [] };
  page.on("request", (request) => conduct.requests.push(request.url()));
  page.on("console", (message) => conduct.complaints.push(message.text()));
  page.on("pageerror", (error) => conduct.complaints.push(error.message));
  page.on("dialog", async (dialog) => {
    conduct.complaints.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href);
  await look(page);
  await page.close();
  return conduct;
}

/** For each figure, how many marks its visible drawing holds. */
function countMarks(page: Page): Promise<number[]> {
  return page.$$eval("figure", (figures) =>
    figures.map((figure) => {
      const drawn = [...figure.querySelectorAll(".chart")].filter(
        (chart) => chart.getBoundingClientRect().height > 40,
      );
      const marks = drawn.flatMap((chart) => [...chart.querySelectorAll(".role-mark path, .role-mark line")]);
      return marks.filter(
        (mark) => mark.getBoundingClientRect().width + mark.getBoundingClientRect().height > 0,
      ).length;
    }),
  );
}

/** How many attributes of the page are event handlers. */
function countHandlers(page: Page): Promise<number> {
  return page.$$eval("*", (elements) => {
    const names = elements.flatMap((element) => element.getAttributeNames());
    return names.filter((name) => name.startsWith("on")).length;
  });
}

for (const [name, render] of Object.entries(pages)) {
  for (const [width, colorScheme] of [
    [1180, "light"],
    [360, "dark"],
  ] as const) {
    test(`${name}, ${width} pixels wide, ${colorScheme}: drawn, quiet, alone`, needsChromium(), async () => {
      const conduct = await watch(await render(), { width, colorScheme }, async (page) => {
        const counts = await countMarks(page);
        assert.ok(counts.length > 0 && counts.every((count) => count > 0), `marks per figure: ${counts}`);
        assert.equal(await page.evaluate("window.__pwned"), undefined);
        assert.equal(await page.locator("script, img, iframe").count(), 0);
        assert.equal(await countHandlers(page), 0);
        const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assert.ok(Number(overflow) <= 0, `${overflow} pixels too wide`);
      });
      assert.equal(conduct.requests.length, 1, conduct.requests.join("\n"));
      assert.deepEqual(conduct.complaints, []);
    });
  }
}

/** Lightness 0..1 of a colour as the browser computes it. */
const lightness = (selector: string, property: string) => `(() => {
  const element = document.querySelector(${JSON.stringify(selector)});
  const [red, green, blue] = getComputedStyle(element)[${JSON.stringify(property)}].match(/[\\d.]+/g).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
})()`;

test("drawings follow light and dark, and print in light", needsChromium(), async () => {
  const html = await renderDatasetHtml(sampleDatasetReport());
  const label = ".role-axis-label text";
  await watch(html, { width: 1180, colorScheme: "light" }, async (page) => {
    assert.ok(Number(await page.evaluate(lightness("body", "backgroundColor"))) > 0.9);
    assert.ok(Number(await page.evaluate(lightness(label, "fill"))) < 0.5);
  });
  await watch(html, { width: 1180, colorScheme: "dark" }, async (page) => {
    assert.ok(Number(await page.evaluate(lightness("body", "backgroundColor"))) < 0.2);
    assert.ok(Number(await page.evaluate(lightness(label, "fill"))) > 0.5);
    await page.emulateMedia({ media: "print" });
    assert.ok(Number(await page.evaluate(lightness("body", "backgroundColor"))) > 0.9);
  });
});

test("on paper nothing is cut off at the side", needsChromium(), async () => {
  for (const render of [pages.dataset, pages.pipeline, pages.gate]) {
    // 182 mm, the text width of A4 within its margins, at 96 pixels per inch.
    await watch(await render(), { width: 688, colorScheme: "light" }, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.ok(Number(await page.evaluate("document.documentElement.scrollWidth")) <= 688);
    });
  }
});

test("headings descend by one, drawings and tables have names", needsChromium(), async () => {
  for (const render of [pages.dataset, pages.pipeline, pages.gate]) {
    await watch(await render(), { width: 1180, colorScheme: "light" }, async (page) => {
      const levels = await page.$$eval("h1, h2, h3", (headings) =>
        headings.map((heading) => Number(heading.tagName[1])),
      );
      assert.equal(levels[0], 1);
      assert.ok(levels.every((level, index) => index === 0 || level <= levels[index - 1]! + 1));
      const nameless =
        "svg:not([role=img][aria-label]), figure:not(:has(figcaption)), table:not(:has(caption)), th:not([scope])";
      assert.equal(await page.locator(nameless).count(), 0);
    });
  }
});
