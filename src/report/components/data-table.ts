import { type Html, type HtmlPart, html } from "../html.ts";

/** One column of a table of `Row`s. The first column of a table names its row. */
export interface Column<Row> {
  readonly title: string;
  /** `number` is set to the right, `wide` is for sentences. */
  readonly kind?: "number" | "wide";
  readonly cell: (row: Row) => HtmlPart;
}

/** A table with its caption, which says what the rows are: plain text, for it names the table in an attribute, too. */
export function tableHtml<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const heads = columns.map(
    (column) => html`<th scope="col" class="${column.kind ?? "text"}">${column.title}</th>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${caption}"><table>
<caption><span>${caption}</span></caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.map((row) => html`\n<tr>${columns.map((column, index) => cellHtml(column, row, index))}</tr>`)}
</tbody></table></div>`;
}

function cellHtml<Row>(column: Column<Row>, row: Row, index: number): Html {
  const kind = column.kind ?? "text";
  return index === 0
    ? html`<th scope="row" class="${kind}">${column.cell(row)}</th>`
    : html`<td class="${kind}">${column.cell(row)}</td>`;
}
