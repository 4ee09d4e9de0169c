import { readFileSync } from "node:fs";

/** What numpy says of one list of numbers; see test/fixtures/stats/numpy-oracle.py. */
export interface NumpyCase {
  readonly name: string;
  readonly values: readonly number[];
  readonly mean: number;
  readonly standardDeviation: number | null;
  readonly quantiles: readonly number[];
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

type Stored = Omit<NumpyCase, "name" | "values"> & {
  readonly formula: readonly [number, number, number, number, number];
};

/** Every case of the oracle, with its numbers made anew. */
export function numpyCases(): readonly NumpyCase[] {
  const path = new URL("../fixtures/stats/numpy-oracle.json", import.meta.url);
  const oracle = JSON.parse(readFileSync(path, "utf8")) as {
    readonly cases: Readonly<Record<string, Stored>>;
    readonly skewed: Omit<NumpyCase, "name" | "values"> & { readonly count: number };
  };
  const byFormula = Object.entries(oracle.cases).map(([name, { formula, ...facts }]) => {
    const [length, factor, offset, modulus, divisor] = formula;
    const values = Array.from({ length }, (_, index) => ((index * factor + offset) % modulus) / divisor);
    return { name, values, ...facts };
  });
  const cubes = Array.from({ length: oracle.skewed.count }, (_, index) => ((index * 37) % 401) ** 3 / 1000);
  return [...byFormula, { name: "skewed", values: cubes, ...oracle.skewed }];
}
