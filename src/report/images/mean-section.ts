import type { Distribution } from "../../model/distribution.ts";
import type { ImageReport, MeanImage } from "../../model/image-report.ts";
import { pictureUrl } from "../components/picture-url.ts";
import { displayName } from "../display-text.ts";
import { formatCount, formatNumber, formatPlural } from "../format-number.ts";
import { type Html, html, nameHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";

/** Pixels of a side of a mean image. */
const sidePixels = 32;

/** What the images of each class look like on average; null where nothing was decoded. */
export function meanSection({ means, labels, images }: ImageReport): Section | null {
  if (means.all === null) return null;
  const byLabel = new Map(Object.entries(means.byLabel));
  const shown = labels.entries.flatMap(({ label }) => {
    const mean = byLabel.get(label);
    return mean === undefined ? [] : [{ label, mean }];
  });
  const medianOf = (distribution: ImageReport["images"]["brightness"], label: string): string => {
    const known: Distribution | undefined = new Map(Object.entries(distribution.byLabel)).get(label);
    return formatNumber(known?.quantiles?.["0.5"]);
  };
  const cut =
    shown.length < labels.count ? ` The ${shown.length} largest of ${formatCount(labels.count)} labels.` : "";
  return {
    id: "means",
    title: "Mean images",
    body: html`<p>Each image averaged down to 32 × 32, whatever its shape, and the mean of all: a class whose mean shows an outline, a colour or a border can be told by it alone.${cut}</p>
<div class="means">${meanHtml("All", means.all, null)}${shown.map(({ label, mean }) =>
      meanHtml(
        label,
        mean,
        html`brightness ${medianOf(images.brightness, label)}, contrast ${medianOf(images.contrast, label)}, sharpness ${medianOf(images.sharpness, label)}`,
      ),
    )}</div><p class="muted">Beneath each: medians of its images.</p>`,
  };
}

function meanHtml(name: string, { count, rgb }: MeanImage, facts: Html | null): Html {
  return html`
<figure class="mean"><img alt="Mean image of ${displayName(name)}" width="96" height="96" src="${trusted(pictureUrl(rgb, sidePixels))}"><figcaption><strong>${nameHtml(name, 30)}</strong>${formatPlural(count, "image")}${facts === null ? null : html`<br>${facts}`}</figcaption></figure>`;
}
