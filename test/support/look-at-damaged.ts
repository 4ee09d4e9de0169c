// Looks at damaged copies of a table, and prints what became of them: look-at-damaged.ts <table> <copies>. Run by damaged-tables.test.ts.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { SoundingsError } from "../../src/model/errors.ts";
import { damaged, mutated, seeded } from "./mutations.ts";
import { viewFile } from "./open-text-table.ts";

const [source = "", copies = "0"] = process.argv.slice(2);
const bytes = readFileSync(source);

/** Changes some of the last bytes, where Parquet says what is in a file. */
function damagedEnd(whole: Uint8Array, random: () => number): Uint8Array {
  const copy = new Uint8Array(whole);
  const reach = Math.min(copy.length, 3000);
  const count = 1 + Math.floor(random() * 6);
  for (let change = 0; change < count; change++) {
    const at = copy.length - 1 - Math.floor(random() * reach);
    copy[at] = random() < 0.3 ? 255 : Math.floor(random() * 256);
  }
  return copy;
}

/** What a look at one copy comes to: null for a view, else what was thrown. */
async function troubleWith(path: string): Promise<unknown> {
  try {
    await viewFile(path, 2);
    return null;
  } catch (thrown) {
    return thrown;
  }
}

const folder = mkdtempSync(join(tmpdir(), "soundings-"));
let [readCount, refusedCount] = [0, 0];
const strange: string[] = [];
try {
  const changes = [damagedEnd, damaged, mutated];
  for (let copy = 0; copy < Number(copies); copy++) {
    const path = join(folder, `${copy}-${basename(source)}`);
    writeFileSync(path, changes[copy % changes.length]!(bytes, seeded(copy * 7919 + bytes.length)));
    const trouble = await troubleWith(path);
    if (trouble === null) readCount++;
    else refusedCount++;
    if (trouble !== null && !(trouble instanceof SoundingsError))
      strange.push(`copy ${copy}: ${String(trouble)}`);
    rmSync(path);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ readCount, refusedCount, strange, peakMegabytes }));
