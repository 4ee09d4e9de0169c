import type { DatasetReport } from "../../model/dataset-statistics.ts";

/** How the numbers of a section of the page came to be; null for a section whose entries say it one by one. */
export function sectionMethod(report: DatasetReport, id: string): string | null {
  const name = measuredSections.get(id);
  if (name === undefined) return statedMethods.get(id) ?? null;
  const own = report.methodBySection?.[name]?.method ?? "absent";
  if (own !== "absent") return own;
  return report.method === "headers" ? "from headers" : "exact";
}

/** Sections of the page by the section of `dataset.json` that they show. */
const measuredSections: ReadonlyMap<string, string> = new Map([
  ["durations", "duration"],
  ["formats", "format"],
  ["level", "level"],
  ["frequency", "frequency"],
  ["shortcuts", "shortcuts"],
]);

/** What needs no file to be read, and what is of two kinds. */
const statedMethods: ReadonlyMap<string, string> = new Map([
  ["files", "exact"],
  ["labels", "exact"],
  ["splits", "exact, but for bandwidth: sampled"],
  ["classes", "exact"],
  ["order", "exact"],
  ["explore", "exact, but for effective bandwidth: sampled"],
  ["duplicates", "equal samples: exact; sounding alike: sketched"],
  ["leakage", "equal samples and groups: exact; sounding alike: sketched"],
]);

/** The same in one sentence for the whole report, for a terminal. */
export function methodSentence({ method, methodBySection = {} }: DatasetReport): string {
  if (method === "headers") return "from headers alone; no sample was decoded";
  const named = (wanted: "sampled" | "sketched"): string =>
    Object.entries(methodBySection)
      .filter(([, { method: own }]) => own === wanted)
      .map(([section]) => names[section] ?? section)
      .join(", ");
  const rest = (["sampled", "sketched"] as const).flatMap((wanted) => {
    const sections = named(wanted);
    return sections === "" ? [] : [`${wanted}: ${sections}`];
  });
  return ["exact", ...rest].join("; ");
}

/** What people call the sections and fields of a report. */
const names: Readonly<Record<string, string>> = {
  "duplicates.nearPairs": "near duplicates",
  "frequency.effectiveBandwidthHertz": "effective bandwidth",
  "frequency.origins": "upper edges",
  "leakage.groupKey": "groups in names",
  level: "levels",
  frequency: "frequencies",
};

/** What people call a section or field, by its name in `dataset.json`. */
export function sectionName(section: string): string {
  return names[section] ?? section;
}
