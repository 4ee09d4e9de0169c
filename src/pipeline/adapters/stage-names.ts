/** Names that are unique: a second `map` is `map 2`. */
export function nameStages(labels: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    let name = label;
    for (let count = 2; taken.has(name); count++) name = `${label} ${count}`;
    taken.add(name);
    return name;
  });
}
