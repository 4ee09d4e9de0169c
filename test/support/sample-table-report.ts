import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TableReport } from "../../src/model/table-report.ts";
import { profileTable } from "../../src/workflows/profile-table.ts";
import { hostileTexts } from "./sample-dataset-report.ts";

/** A table of cars with something of everything that a page shows. */
function cars(origins: readonly string[], names: readonly string[]): string {
  const rows = Array.from({ length: 120 }, (_, row) => {
    const power = row === 11 ? 999 : 70 + ((row * 37) % 61);
    const origin = row === 40 ? "  japan" : origins[row % origins.length];
    const day = `20${20 + (row % 5)}-0${1 + (row % 9)}-1${row % 10}`;
    return [`car ${row % 115}`, origin, power, row % 7 === 0 ? "" : (row % 13) / 4, day, row % 2 === 0];
  });
  const quoted = (cell: unknown): string =>
    `"${String(cell).replaceAll('"', '""').replaceAll("\u0000", "")}"`;
  const lines = [names, ...rows].map((cells) => cells.map(quoted).join(","));
  return `${lines.join("\n")}\ntoo,few\n`;
}

const usualNames = ["name", "origin", "power", "seats", "day", "sold"];

/** The report of that table, as the program makes it. */
export async function sampleTableReport(
  origins: readonly string[] = ["usa", "japan", "europe"],
  names: readonly string[] = usualNames,
): Promise<TableReport> {
  const folder = await mkdtemp(join(tmpdir(), "soundings-"));
  try {
    const path = join(folder, "cars.csv");
    writeFileSync(path, cars(origins, names));
    const label = names[1]!;
    const report = await profileTable({
      ...{ path, labelColumn: label, byColumn: names[5], workerCount: 1, isReproducible: true },
      keyColumns: [names[0]!],
      referencePath: path,
    });
    const reference = {
      ...report.reference!,
      reference: { ...report.reference!.reference, source: "cars.csv" },
    };
    return { ...report, source: "cars.csv", tool: { name: "soundings", version: "0.0.0" }, reference };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same of a table whose every name and value is an attack. */
export async function hostileTableReport(): Promise<TableReport> {
  const names = usualNames.map((name, index) => `${hostileTexts[index]!.replaceAll("\u0000", "")} ${name}`);
  const origins = hostileTexts.filter((text) => text !== "").map((text) => text.slice(0, 2000));
  const report = await sampleTableReport(origins, names);
  return {
    ...report,
    source: hostileTexts.join("/"),
    dataset: { ...report.dataset, name: hostileTexts.join(" ") },
  };
}
