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
}

/** A report fetches nothing and runs nothing: the browser is told so, should text from data ever get through. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The page as one self-contained HTML document. */
export function pageHtml(page: Page): string {
  const sections = page.sections.filter((section) => section !== null);
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${displayName(page.title)} · ${page.eyebrow}</title>
<link rel="icon" href="data:,">
<style>
${trusted(styleSheet)}
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
<footer>Made by ${page.tool.name} ${page.tool.version}${createdHtml(page.createdAt)}. This file stands alone: it needs no network and runs no script.</footer>
</body>
</html>
`.markup
  }`;
}

function sectionHtml(section: Section): Html {
  return html`<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>
${section.body}
</section>
`;
}

function createdHtml(createdAt: string | undefined): Html {
  return createdAt === undefined
    ? html``
    : html` on <time datetime="${createdAt}">${formatTime(createdAt)}</time>`;
}
