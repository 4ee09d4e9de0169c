import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { factsHtml } from "../components/finding-list.ts";
import { html, sentenceHtml } from "../html.ts";
import type { Section } from "../page.ts";

const orderCodes = new Set(["sorted-by-label", "level-drift"]);

/** What the order of the examples gives away; null where nothing was measured. */
export function orderSection({ findings, method, dataset }: DatasetReport): Section | null {
  if (method === "headers" || dataset.audioCount < 2) return null;
  const own = findings.filter(({ code }) => orderCodes.has(code));
  const body =
    own.length === 0
      ? html`<p>Neither labels nor levels follow the order of the examples.</p>`
      : own.map(
          ({ message, evidence }) =>
            html`<p>${sentenceHtml(message)}<br><span class="muted">${factsHtml(evidence)}; ${sentenceHtml(evidence.rule)}</span></p>`,
        );
  return { id: "order", title: "Order", body: html`${body}` };
}
