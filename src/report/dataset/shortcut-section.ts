import type { DatasetReport, Shortcut } from "../../model/dataset-statistics.ts";
import { badgeHtml } from "../components/badge.ts";
import { formatCount, formatPlural, formatProbability, formatShare } from "../format-number.ts";
import { type Html, html, trusted } from "../html.ts";
import type { Section } from "../page.ts";
import { propertyText } from "./property-text.ts";

/** What examples are called, and how they are looked at. */
const words = {
  clips: { title: "Clips", looking: "listening" },
  images: { title: "Images", looking: "seeing what is in them" },
} as const;
type Things = keyof typeof words;

/** How well each cheap property tells label, split and group; null where nothing could be tested. */
export function shortcutSection(
  { shortcuts }: Pick<DatasetReport, "shortcuts">,
  things: Things = "clips",
): Section | null {
  if (shortcuts.length === 0) return null;
  const foundCount = shortcuts.filter(({ isShortcut }) => isShortcut).length;
  const found =
    foundCount === 0
      ? "None of these properties tells what a model is to learn."
      : `${formatPlural(foundCount, "property tells", "properties tell")} what should not be told without ${words[things].looking}.`;
  const targets = (["label", "split", "group"] as const).flatMap((target) => {
    const own = shortcuts.filter((shortcut) => shortcut.target === target);
    return own.length === 0 ? [] : [tableFor(target, own, words[things].title)];
  });
  return {
    id: "shortcuts",
    title: "Shortcuts",
    body: html`<p>${found} <span class="muted">Bar: balanced accuracy of one property alone, cross-validated. Tick: chance. p: by permutation, adjusted for all ${formatCount(shortcuts.length)} tests.</span></p>${targets}`,
  };
}

function tableFor(target: Shortcut["target"], rows: readonly Shortcut[], things: string): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: properties that tell the ${target}"><table class="bars">
<caption><strong>What tells the ${target}</strong></caption>
<thead><tr><th scope="col">Property</th><th scope="col">Balanced accuracy</th><th scope="col" class="number">Accuracy</th><th scope="col" class="number">Chance</th><th scope="col" class="number">p</th><th scope="col" class="number">${things}</th><th scope="col">Verdict</th></tr></thead>
<tbody>${rows.map(rowHtml)}
</tbody></table></div>`;
}

function rowHtml({ property, balancedAccuracy, chance, adjustedPValue, count, isShortcut }: Shortcut): Html {
  const percent = (share: number): Html => trusted((100 * Math.max(0, Math.min(1, share))).toFixed(1));
  return html`
<tr><th scope="row">${propertyText(property).title}</th><td class="track"><span class="fill${isShortcut ? " bad" : " quiet"}" style="width:${percent(balancedAccuracy)}%"></span><span class="chance" style="left:${percent(chance)}%"></span></td><td class="number">${formatShare(balancedAccuracy)}</td><td class="number">${formatShare(chance)}</td><td class="number">${formatProbability(adjustedPValue)}</td><td class="number">${formatCount(count)}</td><td>${isShortcut ? badgeHtml("shortcut", "warning") : badgeHtml("no", "neutral")}</td></tr>`;
}
