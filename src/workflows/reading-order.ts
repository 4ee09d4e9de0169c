import { isTableCell, parseAddress } from "../model/media-address.ts";

/**
 * The same items in the order in which their media are best read: cells of tables row by row, for those that follow each other are decoded together,
 * while ids are sorted by their letters. Without such cells they are as they were.
 */
export function inReadingOrder<Item extends { readonly path: string }>(
  items: readonly Item[],
): readonly Item[] {
  if (!items.some(({ path }) => path.includes("#row="))) return items;
  const placed = items.map((item) => {
    const { path, bytes } = parseAddress(item.path);
    return { item, path, row: isTableCell(bytes) ? bytes.row : -1 };
  });
  return placed
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.row - b.row))
    .map(({ item }) => item);
}
