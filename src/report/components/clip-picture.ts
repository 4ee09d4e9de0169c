import type { ClipThumbnail } from "../../model/clip-evidence.ts";
import { type Html, html, trusted } from "../html.ts";
import { bitmapUrl } from "./bitmap.ts";

const heightUnits = 48;

/** The outline and the spectrogram of a clip, one above the other; `name` is for those who do not see them. */
export function clipPictureHtml({ envelope, spectrogram }: ClipThumbnail, name: string): Html {
  const columns = envelope.length / 2;
  const y = (value: number): number => Math.round(heightUnits / 2 - (value / 127) * (heightUnits / 2));
  const place = (index: number): string => `${index >> 1} ${y(envelope[index]!)}`;
  const upper = Array.from({ length: columns }, (_, index) => place(2 * index + 1));
  const lower = Array.from({ length: columns }, (_, index) => place(2 * (columns - 1 - index)));
  return html`<div class="picture"><svg role="img" aria-label="Waveform of ${name}" viewBox="0 0 ${columns - 1} ${heightUnits}" preserveAspectRatio="none"><path d="M${[...upper, ...lower].join("L")}Z"/></svg><img alt="Spectrogram of ${name}" src="${trusted(bitmapUrl(spectrogram))}" loading="lazy" decoding="async"></div>`;
}
