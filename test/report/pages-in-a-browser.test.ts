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
import { renderTableHtml } from "../../src/report/render-table-html.ts";
import { chromiumPath, needsChromium } from "../support/requirements.ts";
import {
  hostileDatasetReport,
  hostileDatasetView,
  hostileTexts,
  sampleDatasetReport,
  sampleDatasetView,
  sampleMedia,
} from "../support/sample-dataset-report.ts";
import { hostileGateReport, sampleGateReport } from "../support/sample-gate-report.ts";
import { hostilePipelineReport, samplePipelineReport } from "../support/sample-pipeline-report.ts";
import { hostileTableReport, sampleTableReport } from "../support/sample-table-report.ts";
import { toneBytes } from "../support/write-wav.ts";

const pages = {
  dataset: async () => renderDatasetHtml(sampleDatasetReport(), sampleDatasetView()),
  "hostile dataset": async () => renderDatasetHtml(hostileDatasetReport(), hostileDatasetView()),
  pipeline: () => renderPipelineHtml(samplePipelineReport()),
  "hostile pipeline": () => renderPipelineHtml(hostilePipelineReport()),
  table: async () => renderTableHtml(await sampleTableReport()),
  "hostile table": async () => renderTableHtml(await hostileTableReport()),
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
      const drawn = [...figure.querySelectorAll(".chart, svg")].filter(
        (chart) => chart.getBoundingClientRect().height > 40,
      );
      const marks = drawn.flatMap((chart) => [
        ...chart.querySelectorAll(".role-mark path, .role-mark line, path.own, path.area"),
      ]);
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
        const foreign =
          "script:not([type='application/json']), img:not([src^='data:image/bmp;']), iframe, object";
        assert.equal(await page.locator(foreign).count(), name.includes("dataset") ? 1 : 0);
        assert.equal(await countHandlers(page), 0);
        const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assert.ok(Number(overflow) <= 0, `${overflow} pixels too wide`);
      });
      const fetched = conduct.requests.filter((url) => !url.startsWith("data:image/bmp;"));
      assert.equal(fetched.length, 1, fetched.join("\n"));
      assert.deepEqual(conduct.complaints, []);
    });
  }
}

/** Waits for an expression to hold. The page forbids what Playwright waits with, which makes code from text. */
async function until(page: Page, expression: string): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (await page.evaluate(expression)) return;
    await page.waitForTimeout(25);
  }
  assert.fail(`never: ${expression}`);
}

const quiet = { width: 1180, colorScheme: "light" } as const;
const state = (page: Page) => page.locator("p[data-state]").textContent();
const drawn = (page: Page, selector: string) => page.locator(`${selector} path.own`).getAttribute("d");

test(
  "a choice of label, split and duration filters every other chart, and can be taken back",
  needsChromium(),
  async () => {
    const conduct = await watch(await pages.dataset(), quiet, async (page) => {
      const whole = await drawn(page, "[data-property='0']");
      const [spectrum, durations] = [
        await drawn(page, "[data-spectrum]"),
        await drawn(page, "[data-durations]"),
      ];
      assert.equal(await state(page), "Showing all 868 examples.");
      await page.selectOption("select[name=label]", { label: "dog" });
      await page.selectOption("select[name=split]", { label: "train" });
      await page.locator("input[name=first]").focus();
      await page.keyboard.press("ArrowRight");
      await page.locator("input[name=last]").focus();
      await page.keyboard.press("ArrowLeft");
      assert.equal(await state(page), "Showing 13 of 868 examples: label dog, split train, 1 s to 2 s.");
      assert.notEqual(await drawn(page, "[data-property='0']"), whole);
      assert.notEqual(await drawn(page, "[data-spectrum]"), spectrum);
      // By label and by split the chart shows what else could be chosen; bins of the chart of durations stay.
      assert.equal(await page.locator("[data-dimension=label] [data-bin='1']").textContent(), "15");
      assert.equal(await page.locator("table[data-property='1'] [data-bin='1']").textContent(), "1");
      assert.ok(Number(await page.locator("[data-durations] .brush").getAttribute("width")) > 100);
      await page.locator("button[type=reset]").click();
      await until(page, "document.querySelector('p[data-state]').textContent.startsWith('Showing all')");
      assert.equal(await drawn(page, "[data-property='0']"), whole);
      assert.equal(await drawn(page, "[data-durations]"), durations);
    });
    assert.deepEqual(conduct.complaints, []);
  },
);

test(
  "labels are buttons, durations can be brushed with a pointer, and clips follow the choice",
  needsChromium(),
  async () => {
    await watch(await pages.dataset(), quiet, async (page) => {
      assert.equal(await page.locator("tr[data-clip]:not(.faded)").count(), 3);
      const rain = page.getByRole("button", { name: "rain", exact: true });
      await rain.focus();
      await page.keyboard.press("Enter");
      assert.match((await state(page))!, /label rain\.$/);
      assert.equal(
        await page.getByRole("button", { name: "rain", exact: true }).getAttribute("aria-pressed"),
        "true",
      );
      assert.equal(await page.locator("tr[data-clip]:not(.faded)").count(), 2);
      // Without it the page scrolls smoothly, and the drawing is elsewhere when the pointer comes.
      await page.emulateMedia({ reducedMotion: "reduce" });
      const drawing = page.locator("[data-durations] svg");
      await drawing.scrollIntoViewIfNeeded();
      const { x, y, width, height } = (await drawing.boundingBox())!;
      await page.mouse.move(x + 0.5 * width, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + 0.9 * width, y + height / 2);
      await page.mouse.up();
      assert.match((await state(page))!, /label rain, 1 s and more\.$/);
    });
  },
);

test("every hostile label can be chosen, and is shown as text", needsChromium(), async () => {
  const conduct = await watch(await pages["hostile dataset"](), quiet, async (page) => {
    const select = page.locator("select[name=label]");
    for (const index of hostileTexts.keys()) {
      await select.selectOption(String(index));
      assert.match((await state(page))!, /^Showing [\d,]+ of [\d,]+ examples: label /);
    }
    for (const button of await page.locator("button.pick").all()) await button.click();
    assert.equal(await page.evaluate("window.__pwned"), undefined);
    assert.equal(await countHandlers(page), 0);
    assert.ok(Number(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")) <= 0);
  });
  assert.deepEqual(conduct.complaints, []);
});

test(
  "without its script the page shows every number and every section, and no dead control",
  needsChromium(),
  async () => {
    const file = join(folder, "page.html");
    writeFileSync(file, await pages.dataset());
    const page = await browser!.newPage({ javaScriptEnabled: false });
    await page.goto(pathToFileURL(file).href);
    assert.equal(await page.locator(".tile .value").first().isVisible(), true);
    assert.equal(await page.locator("form.filters, button").filter({ visible: true }).count(), 0);
    const sections = await page.locator("main > section").all();
    assert.ok(sections.length >= 12);
    for (const section of sections) assert.ok((await section.innerText()).length > 30);
    await page.close();
  },
);

test("a finding leads to its clips and back", needsChromium(), async () => {
  await watch(await pages.dataset(), quiet, async (page) => {
    await page.locator("#findings a", { hasText: "lips" }).last().click();
    const target = page.locator(":target");
    assert.match((await target.getAttribute("id"))!, /^clips-\d$/);
    assert.equal(await target.isVisible(), true);
    await target.getByRole("link", { name: "back to the finding" }).click();
    assert.match((await page.locator(":target").getAttribute("id"))!, /^finding-\d+$/);
  });
});

for (const audio of ["link", "embed"] as const) {
  test(`a clip plays from file://: ${audio}`, needsChromium(), async () => {
    const wav = toneBytes(440, 0.5);
    writeFileSync(join(folder, "clip & co #1.wav"), wav);
    const url =
      audio === "link"
        ? `./${encodeURIComponent("clip & co #1.wav")}`
        : `data:audio/wav;base64,${wav.toString("base64")}`;
    const report = sampleDatasetReport();
    const { cube } = sampleDatasetView();
    const media = new Map([["chainsaw/2.wav", sampleMedia(url)]]);
    const html = renderDatasetHtml(report, { cube, illustrations: { audio, media, silencedCount: 0 } });
    const conduct = await watch(html, quiet, async (page) => {
      assert.equal(await page.evaluate("document.querySelector('audio').readyState"), 0);
      await page.evaluate("document.querySelector('audio').preload = 'auto'");
      await until(page, "document.querySelector('audio').readyState >= 2");
      assert.equal(await page.evaluate("document.querySelector('audio').duration"), 0.5);
    });
    assert.deepEqual(conduct.complaints, []);
  });
}

/** Lightness 0..1 of a colour as the browser computes it. */
const lightness = (selector: string, property: string) => `(() => {
  const element = document.querySelector(${JSON.stringify(selector)});
  const [red, green, blue] = getComputedStyle(element)[${JSON.stringify(property)}].match(/[\\d.]+/g).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
})()`;

test("drawings follow light and dark, and print in light", needsChromium(), async () => {
  const html = await pages.dataset();
  const label = ".plot .tick";
  await watch(html, { width: 1180, colorScheme: "light" }, async (page) => {
    assert.ok(Number(await page.evaluate(lightness("body", "backgroundColor"))) > 0.9);
    assert.ok(Number(await page.evaluate(lightness(label, "color"))) < 0.5);
  });
  await watch(html, { width: 1180, colorScheme: "dark" }, async (page) => {
    assert.ok(Number(await page.evaluate(lightness("body", "backgroundColor"))) < 0.2);
    assert.ok(Number(await page.evaluate(lightness(label, "color"))) > 0.5);
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
        "svg:not([role=img][aria-label]), audio:not([aria-label]), img:not([alt]), main :is(select, input):not([aria-label]):not(label *), figure:not(:has(figcaption)), table:not(:has(caption)), th:not([scope])";
      assert.equal(await page.locator(nameless).count(), 0);
    });
  }
});
