import type { Shortcut } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { clipProperties } from "../clip-properties.ts";
import type { ExampleProperty } from "../example-property.ts";
import { falseDiscoveryRate, leastGain } from "../find-shortcuts.ts";
import type { ExampleItem, MeasuredExample } from "../measured-example.ts";
import { firstNames } from "./finding-set.ts";
import { type ShortcutEvidence, shortcutEvidence } from "./shortcut-evidence.ts";

const rule =
  "no property that says nothing of the content tells it, alone and cross-validated, with an adjusted p of at most " +
  `${falseDiscoveryRate} and a balanced accuracy of ${100 * leastGain}% or more of the way from chance to 1`;

/** What a shortcut to each target may lead to, in words. */
export type ShortcutConsequences = Readonly<Record<Shortcut["target"], string>>;

const consequences: ShortcutConsequences = {
  label: "a model may learn it instead of the sound",
  split: "the splits were not recorded or stored alike, so that a test does not show what training gave",
  group: "a model can tell groups without listening; split by group, and take the property out",
};

/** One finding for each property that gives a label, a split or a group away, with the clips of `items` that show it best. */
export function shortcutFindings(
  shortcuts: readonly Shortcut[],
  items: readonly MeasuredExample[],
): readonly Finding[] {
  return shortcutFindingsBy(clipProperties, shortcuts, { items, consequences });
}

/** The same of any examples, by their `properties`. */
export function shortcutFindingsBy<Item extends ExampleItem>(
  properties: readonly ExampleProperty<Item>[],
  shortcuts: readonly Shortcut[],
  { items, consequences }: { readonly items: readonly Item[]; readonly consequences: ShortcutConsequences },
): readonly Finding[] {
  return shortcuts
    .filter(({ isShortcut }) => isShortcut)
    .map((shortcut) => {
      const consequence = consequences[shortcut.target];
      return shortcutFinding(shortcut, shortcutEvidence(shortcut, items, properties), consequence);
    });
}

function shortcutFinding(shortcut: Shortcut, shown: ShortcutEvidence | null, consequence: string): Finding {
  const { property, target, balancedAccuracy, chance, adjustedPValue, count } = shortcut;
  return {
    code: `shortcut-${target}`,
    // A speaker's microphone is expected to show; a class or a split that shows is not.
    severity: target === "group" ? "info" : "warning",
    subject: property,
    message:
      `${property} alone tells the ${target} with a balanced accuracy of ${balancedAccuracy.toFixed(2)} ` +
      `(chance ${chance.toFixed(2)}, p ${adjustedPValue.toPrecision(1)})` +
      `${shown === null ? "" : `, ${shown.clause}`}: ${consequence}.`,
    evidence: {
      ...{ observed: balancedAccuracy, expected: chance, count, rule },
      ...(shown === null ? {} : { examples: firstNames(shown.examples) }),
    },
  };
}
