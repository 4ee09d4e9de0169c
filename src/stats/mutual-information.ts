import { shannonEntropy } from "./entropy.ts";

/**
 * Share of the entropy of `names` that `others`, item by item, explain: I(names; others) / H(names), 0..1, Theil's uncertainty
 * coefficient. 1 where `others` determine `names`; null where `names` do not vary.
 */
export function explainedEntropy(names: readonly string[], others: readonly string[]): number | null {
  const entropy = entropyOf(names);
  if (entropy === 0) return null;
  const joint = entropyOf(names.map((name, index) => JSON.stringify([name, others[index]])));
  return Math.max(0, Math.min(1, (entropy + entropyOf(others) - joint) / entropy));
}

function entropyOf(names: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return shannonEntropy([...counts.values()]);
}
