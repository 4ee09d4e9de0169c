import type { Check, GateReport } from "../../model/verdict.ts";
import { badgeHtml } from "../components/badge.ts";
import { tableHtml } from "../components/data-table.ts";
import { type Html, html, nameHtml, sentenceHtml } from "../html.ts";
import type { Section } from "../page.ts";
import { checkTones } from "./outcome.ts";

/** Counts, contracts, dataset and findings: what was compared besides times. Failures first. */
export function checkSection({ checks = [] }: GateReport): Section | null {
  if (checks.length === 0) return null;
  const order: readonly Check["kind"][] = ["failed", "inconclusive", "notice", "passed"];
  const sorted = order.flatMap((kind) => checks.filter((check) => check.kind === kind));
  return {
    id: "checks",
    title: "Checks",
    body: tableHtml(
      "What was compared besides times",
      [
        { title: "Check", cell: nameOf },
        { title: "Outcome", cell: ({ kind }) => badgeHtml(kind, checkTones[kind]) },
        { title: "What", kind: "wide", cell: whatHtml },
      ],
      sorted,
    ),
  };
}

function nameOf({ category, subject, quantity }: Check): Html {
  const name = subject === null ? quantity : `${subject}: ${quantity}`;
  return html`<span class="muted">${category}</span> ${nameHtml(name, 48)}`;
}

function whatHtml({ message, examples = [] }: Check): Html {
  const named =
    examples.length < 2
      ? null
      : html`<div class="muted">${examples.map((id, index) => html`${index === 0 ? "" : ", "}${nameHtml(id, 60)}`)}</div>`;
  return html`${sentenceHtml(message)}${named}`;
}
