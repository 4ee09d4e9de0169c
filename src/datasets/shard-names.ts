import type { Finding } from "../model/finding.ts";
import { listingFinding } from "./listing-finding.ts";

/** A name as Hugging Face gives to one file of several: `train-00000-of-00002.parquet`. */
const numbered = /^(.*?)-?(\d{5})-of-(\d{5})(?=[.-])/;

/** The split that a shard's name or its folder says: `train-00000-of-00002.parquet`, `train-000012.tar`, `val/000.tar`. */
export function splitOfShard(shard: string): string | null {
  const stem = numbered.exec(shard)?.[1]?.replace(/^.*\//, "") ?? "";
  if (stem !== "") return stem;
  return (
    /(?:^|[/_.-])(train|training|val|valid|validation|dev|test|eval)(?=[/_.-])/i.exec(shard)?.[1] ?? null
  );
}

/** Findings about shards that the numbers in the names of `shards` promise and that are not there. */
export function missingShards(shards: readonly string[]): readonly Finding[] {
  const series = new Map<string, { readonly count: number; readonly numbers: Set<number> }>();
  for (const shard of shards) {
    const [head, , number, count] = numbered.exec(shard) ?? [];
    if (head === undefined) continue;
    const name = shard.replace(/\d{5}-of-/, "*-of-");
    const one = series.get(name) ?? { count: Number(count), numbers: new Set<number>() };
    series.set(name, one);
    one.numbers.add(Number(number));
  }
  return [...series].flatMap(([name, { count, numbers }]) => missingOf(name, count, numbers));
}

function missingOf(name: string, count: number, numbers: ReadonlySet<number>): readonly Finding[] {
  const missing = Array.from({ length: count }, (_, number) => number).filter(
    (number) => !numbers.has(number),
  );
  if (missing.length === 0) return [];
  const first = missing.slice(0, 10).map((number) => String(number).padStart(5, "0"));
  const more = missing.length > first.length ? ", ..." : "";
  return [
    listingFinding("shard-missing", name, {
      severity: "error",
      message: `${name}: ${numbers.size} of ${count} shards are there; missing: ${first.join(", ")}${more}.`,
      rule: "every shard that the names of the others count is there",
      observed: numbers.size,
      expected: count,
      count: missing.length,
    }),
  ];
}
