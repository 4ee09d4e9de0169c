import type { WorstClip, WorstClips } from "../../model/clip-evidence.ts";
import type { ImageIllustrations } from "../../model/image-evidence.ts";
import type { ImageReport } from "../../model/image-report.ts";
import { formatNumber, formatPlural } from "../format-number.ts";
import { type Html, html, nameHtml, sentenceHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";
import { imageFigure } from "./image-figure.ts";

/** Kinds of finding that images are shown for, at most. */
const kindCap = 40;
/** Kinds whose images are open at once; the others wait behind a click. */
const openCount = 3;

/** The images that findings rest on; null where no finding is about images. */
export function evidenceSection(
  report: ImageReport,
  illustrations: ImageIllustrations | null,
): Section | null {
  const kinds = report.worstImages.slice(0, kindCap);
  if (kinds.length === 0) return null;
  const links =
    illustrations === null || illustrations.size === 0
      ? "This report holds no pictures."
      : "Small copies; each links to its file, as long as this page lies where it was written.";
  return {
    id: "evidence",
    title: "Images to look at",
    body: html`<p class="muted">The worst images of each finding. ${links}</p>${kinds.map((kind, index) =>
      kindHtml(report, kind, { isOpen: index < openCount, illustrations }),
    )}`,
  };
}

function kindHtml(
  { findings }: ImageReport,
  { code, count, isRanked, clips }: WorstClips,
  { isOpen, illustrations }: { readonly isOpen: boolean; readonly illustrations: ImageIllustrations | null },
): Html {
  const rule = findings.find((finding) => finding.code === code)?.evidence.rule ?? "";
  const shown =
    clips.length < count
      ? `${clips.length} of ${formatPlural(count, "image")}${isRanked ? ", worst first" : ""}`
      : formatPlural(count, "image");
  return html`<details class="clips" id="images-${code}"${isOpen ? trusted(" open") : null}><summary><h3><code>${nameHtml(code)}</code></h3> <span class="muted">${shown}</span></summary>
<p class="facts">Rule: ${sentenceHtml(rule)}</p><div class="shots">${clips.map((clip) =>
    imageFigure(clip.exampleId, factsHtml(clip), illustrations),
  )}</div></details>
`;
}

function factsHtml({ label, split, observed }: WorstClip): Html {
  const seen =
    observed === null
      ? null
      : html`<span>${typeof observed === "number" ? formatNumber(observed) : nameHtml(observed, 60)}</span>`;
  return html`${seen}<span class="muted">${label === null ? "no label" : nameHtml(label, 40)}${
    split === null ? null : html` · ${nameHtml(split, 30)}`
  }</span>`;
}
