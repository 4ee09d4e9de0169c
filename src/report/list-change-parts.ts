import type { ListChange, RetypedColumn } from "../model/drift.ts";
import { displayText } from "./display-text.ts";
import { formatCount } from "./format-number.ts";
import { type Html, html, nameHtml } from "./html.ts";
import { type TextLine, textLine } from "./text-line.ts";

/** Names of a list that a terminal is given, and a page. */
const shownNames = 10;
const pageNames = 30;

/** Lists in which names came or went, and columns that have another type. */
interface ListChanges {
  readonly lists: readonly ListChange[];
  readonly retyped?: readonly RetypedColumn[] | undefined;
}

/** What came to lists of labels, splits and columns and what went, by name, for a terminal. */
export function listChangeLines({ lists, retyped = [] }: ListChanges): readonly TextLine[] {
  const line = (what: string, names: readonly string[]): readonly TextLine[] =>
    names.length === 0 ? [] : [textLine(`    ${what}: ${namesText(names)}`)];
  return [
    ...lists.flatMap(({ list, added, removed }) => [
      ...line(`${list} that came`, added.map(shortName)),
      ...line(`${list} that went`, removed.map(shortName)),
    ]),
    ...line(
      "columns of another type",
      retyped.map(({ column, before, after }) => `${shortName(column)} (${before} -> ${after})`),
    ),
  ];
}

function shortName(name: string): string {
  return displayText(name, 30);
}

function namesText(names: readonly string[]): string {
  return [
    ...names.slice(0, shownNames),
    ...(names.length > shownNames ? [`${names.length - shownNames} more`] : []),
  ].join(", ");
}

/** The same for a page; null where nothing came or went. */
export function listChangesHtml({ lists, retyped = [] }: ListChanges): Html | null {
  const changed = lists.filter(({ added, removed }) => added.length + removed.length > 0);
  if (changed.length + retyped.length === 0) return null;
  return html`${changed.map(listHtml)}${retyped.length === 0 ? null : retypedHtml(retyped)}`;
}

function listHtml({ list, added, removed }: ListChange): Html {
  return html`<p><strong>${list}</strong>${added.length === 0 ? null : html` that came: ${namesHtml(added)}.`}${removed.length === 0 ? null : html` that went: ${namesHtml(removed)}.`}</p>`;
}

function namesHtml(names: readonly string[]): Html {
  return html`${names.slice(0, pageNames).map((name, index) => html`${index === 0 ? null : ", "}${nameHtml(name, 40)}`)}${names.length > pageNames ? ` and ${formatCount(names.length - pageNames)} more` : null}`;
}

function retypedHtml(retyped: readonly RetypedColumn[]): Html {
  const shown = retyped.slice(0, pageNames);
  const rest = retyped.length > pageNames ? ` and ${formatCount(retyped.length - pageNames)} more` : null;
  return html`<p><strong>columns</strong> of another type: ${shown.map(({ column, before, after }, index) => html`${index === 0 ? null : ", "}${nameHtml(column, 40)} (${before} before, ${after} now)`)}${rest}.</p>`;
}
