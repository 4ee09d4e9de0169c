import type { ImageReport } from "../../model/image-report.ts";
import { html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** How the numbers of a report on images were made. */
export function imageMethodSection({ method, methodBySection, options }: ImageReport): Section {
  const chosen = Object.entries(options).filter(([, value]) => value !== null);
  return {
    id: "method",
    title: "How the numbers were made",
    body: html`<p>${method === "exact" ? "From every pixel of every file, exact unless something else is said." : "From the headers of all files; nothing was decoded."}</p>
<dl class="glossary">
<dt>Pixels</dt><dd>As they are stored: EXIF orientation and colour profiles are not applied, alpha is left aside, of 16 bits the upper 8 count.</dd>
<dt>Brightness</dt><dd>Mean luma, 0 to 255: (19595 R + 38470 G + 7471 B + 32768) &gt;&gt; 16, Pillow's <code>convert("L")</code>.</dd>
<dt>Contrast</dt><dd>Standard deviation of luma over the pixels of an image (divisor n).</dd>
<dt>Sharpness</dt><dd>Variance of the luma's Laplacian (4 neighbours, mirrored at the edges), at full size: it grows with noise, and falls when an image is enlarged.</dd>
<dt>Equal pixels</dt><dd>SHA-256 of the decoded pixels with their size and channels.</dd>
<dt>Alike</dt><dd>Perceptual hashes (DCT of the luma at 32 × 32) that differ in 10 of 64 bits or fewer, then pictures at 32 × 32 that correlate by 0.9 or more. A mirrored or turned copy is another picture.</dd>
${Object.entries(methodBySection).map(
  ([section, { method: own, reason }]) => html`<dt>${nameHtml(section)}</dt><dd>${own}: ${reason}</dd>\n`,
)}${chosen.map(([name, value]) => html`<dt><code>${nameHtml(name)}</code></dt><dd>${nameHtml(String(value), 200)}</dd>\n`)}</dl>`,
  };
}
