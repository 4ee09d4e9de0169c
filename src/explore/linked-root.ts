/** The id that stands for all that `id` is linked with, where each id is linked to another or to none. */
export function linkedRoot(links: ReadonlyMap<string, string>, id: string): string {
  let root = id;
  for (let next = links.get(root); next !== undefined; next = links.get(root)) root = next;
  return root;
}
