import type { Tool } from "../model/environment.ts";
import { displayName } from "./display-text.ts";
import { formatTime } from "./format-number.ts";
import { type Html, type HtmlPart, html, nameHtml, trusted } from "./html.ts";
import { styleSheet } from "./styles/style-sheet.ts";

/** One part of a page under its own heading. */
export interface Section {
  /** Anchor, unique in its page. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
  /** How its numbers came to be, in a word or two beside the title; null or left out where its entries say it themselves. */
  readonly method?: string | null;
}

/** A whole page. */
export interface Page {
  /** Kind of report, above the title. */
  readonly eyebrow: string;
  /** Name from data: what the report is about. */
  readonly title: string;
  /** Where it comes from, under the title. */
  readonly about: readonly HtmlPart[];
  /** The answer and the headline numbers, before the first section. */
  readonly headline: Html;
  /** Null entries are left out. */
  readonly sections: readonly (Section | null)[];
  readonly tool: Tool;
  /** ISO 8601, UTC. */
  readonly createdAt: string | undefined;
  /** Sources of sound in a content security policy of a page without a script, such as `file: 'self'`; left out for none. */
  readonly mediaSources?: string;
  /** Styles besides those of all pages, of a page that runs nothing. */
  readonly styles?: string;
  /** What makes the page answer to its reader; without it the page runs nothing. */
  readonly behaviour?: PageBehaviour;
}

/** The script of a page, what it works on, and what it may play. */
export interface PageBehaviour {
  /** Styles besides those of all pages. */
  readonly styles: string;
  /** The one script that may run. */
  readonly script: string;
  /** Its name in a content security policy. */
  readonly scriptHash: string;
  /** JSON for the element with the id `cube`; text from data in it is already fit to be shown. */
  readonly cube: unknown;
  /** Sources of sound in a content security policy, such as `data:`; empty for none. */
  readonly mediaSources: string;
}

/**
 * A report fetches nothing and runs nothing but its own script: the browser is told so, should text from data ever get
 * through.
 */
function policyOf({ behaviour, mediaSources }: Page): string {
  const own =
    behaviour === undefined
      ? mediaSources === undefined
        ? ""
        : `; media-src ${mediaSources}`
      : `; script-src '${behaviour.scriptHash}'${behaviour.mediaSources === "" ? "" : `; media-src ${behaviour.mediaSources}`}`;
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'${own}; base-uri 'none'; form-action 'none'`;
}

/** JSON that may stand within a script element. */
function inlineJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/[\u2028\u2029]/g, (separator) => `\\u${separator.charCodeAt(0).toString(16)}`);
}

/** The page as one self-contained HTML document. */
export function pageHtml(page: Page): string {
  const sections = page.sections.filter((section) => section !== null);
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policyOf(page))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${displayName(page.title)} · ${page.eyebrow}</title>
<link rel="icon" href="data:,">
<style>
${trusted(styleSheet)}${trusted(page.behaviour?.styles ?? page.styles ?? "")}
</style>
</head>
<body>
<header class="masthead">
<p class="eyebrow">${page.eyebrow}</p>
<h1>${nameHtml(page.title)}</h1>
<div class="about">${page.about.map((line) => html`<p>${line}</p>\n`)}</div>
${page.headline}
<nav aria-label="Sections"><ul>${sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(sectionHtml)}
</main>
<footer>Made by ${page.tool.name} ${page.tool.version}${createdHtml(page.createdAt)}. This file stands alone: it needs no network${page.behaviour === undefined ? " and runs no script" : ""}.</footer>${scriptsHtml(page.behaviour)}
</body>
</html>
`.markup
  }`;
}

function scriptsHtml(behaviour: PageBehaviour | undefined): Html | null {
  if (behaviour === undefined) return null;
  return html`
<script type="application/json" id="cube">${trusted(inlineJson(behaviour.cube))}</script>
<script>${trusted(behaviour.script)}</script>`;
}

function sectionHtml(section: Section): Html {
  return html`<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>${section.method == null ? null : html`<p class="made">${section.method}</p>`}
${section.body}
</section>
`;
}

function createdHtml(createdAt: string | undefined): Html {
  return createdAt === undefined
    ? html``
    : html` on <time datetime="${createdAt}">${formatTime(createdAt)}</time>`;
}
