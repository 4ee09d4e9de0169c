import type { ImageIllustrations } from "../../model/image-evidence.ts";
import { displayName } from "../display-text.ts";
import { type Html, type HtmlPart, html, nameHtml } from "../html.ts";

/** An image with its name and what there is to say of it, a link to its file where there is one. */
export function imageFigure(id: string, facts: HtmlPart, illustrations: ImageIllustrations | null): Html {
  const media = illustrations?.get(id);
  const picture =
    media?.thumbnailUrl == null
      ? html`<span class="nothing">no picture</span>`
      : html`<img alt="${displayName(id)}" src="${media.thumbnailUrl}" loading="lazy" decoding="async">`;
  return html`
<figure class="shot">${media?.fileUrl == null ? picture : html`<a href="${media.fileUrl}">${picture}</a>`}<figcaption><code>${nameHtml(id, 60)}</code>${facts}</figcaption></figure>`;
}
