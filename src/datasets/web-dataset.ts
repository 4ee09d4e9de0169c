import { join } from "node:path";
import { listTar, type TarMember } from "../io/list-tar.ts";
import { readMediaBytes } from "../io/open-media.ts";
import { SoundingsError } from "../model/errors.ts";
import type { AttributeValue, Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import { addressText } from "../model/media-address.ts";
import { isMediaPath, type MediaKind, mediaKindOf } from "../model/media-kind.ts";
import { candidates, type DatasetPlace } from "./dataset-place.ts";
import type { DatasetOptions, LayoutReader } from "./layout-reader.ts";
import { listingFinding } from "./listing-finding.ts";
import { labelsIn } from "./manifest.ts";
import { chooseColumns, type ManifestColumns } from "./manifest-columns.ts";
import { splitOfShard } from "./shard-names.ts";
import { attributesOf, textsAt } from "./value-path.ts";

/** WebDataset: tar shards in which files of one name and several endings are one example. They are read in place. */
export const webDatasetLayout: LayoutReader = {
  name: "webdataset",
  summary:
    "tar shards in which 000017.wav, 000017.cls and 000017.json are one example; read in place, never unpacked",
  recognise: (place) =>
    shardsOf(place).length > 0 &&
    (place.file !== null || !place.files.some((path) => isMediaPath(path, "audio"))),
  read: async (place, options) => {
    const shards = shardsOf(place);
    const packed = candidates(place, /\.(tar\.gz|tgz|tar\.zst)$/i);
    if (shards.length === 0) {
      throw new SoundingsError("usage", `${place.given} has no tar shard.`, {
        hint:
          packed.length === 0
            ? "Shards end in .tar."
            : "Compressed shards cannot be read in place: unpack them to .tar first.",
      });
    }
    const findings: Finding[] = packed.map(packedFinding);
    const bags = shards.flatMap((shard) => bagsOf(place, shard, findings));
    const kind = mediaKindOf(bags.flatMap(({ members }) => members.map(({ name }) => name)));
    const reading = { place, options, kind, findings, seen: new Map<string, string>() };
    return { examples: bags.flatMap((bag) => exampleOf(bag, reading)), findings };
  },
};

function shardsOf(place: DatasetPlace): readonly string[] {
  return candidates(place, /\.tar$/i);
}

/** The members of one key in one shard. */
interface Bag {
  readonly shard: string;
  /** Path of the members up to the first dot of their names. */
  readonly key: string;
  readonly members: readonly TarMember[];
}

function bagsOf({ root }: DatasetPlace, shard: string, findings: Finding[]): readonly Bag[] {
  const { members, trouble } = listTar(join(root, shard));
  if (trouble !== null) findings.push(damagedFinding(shard, trouble, members.length));
  const byKey = new Map<string, TarMember[]>();
  for (const member of members) {
    const key = keyOf(member.name);
    if (/(^|\/)\._?|^__MACOSX/.test(member.name)) continue;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [member]);
    else same.push(member);
  }
  return [...byKey].map(([key, same]) => ({ shard, key, members: same }));
}

function keyOf(name: string): string {
  const slash = name.lastIndexOf("/") + 1;
  const dot = name.indexOf(".", slash);
  return dot === -1 ? name : name.slice(0, dot);
}

interface BagReading {
  readonly place: DatasetPlace;
  readonly options: DatasetOptions;
  readonly kind: MediaKind;
  readonly findings: Finding[];
  /** Shards by the keys that they had. */
  readonly seen: Map<string, string>;
}

function exampleOf(bag: Bag, { place, options, kind, findings, seen }: BagReading): readonly Example[] {
  const { shard, key, members } = bag;
  const subject = `${shard}/${key}`;
  const media = members.filter(({ name }) => isMediaPath(name, kind));
  const before = seen.get(key);
  if (before === undefined) seen.set(key, shard);
  else findings.push(repeatedFinding(subject, [before, shard]));
  const [first] = media;
  if (first === undefined) {
    findings.push(missingFinding(subject, members));
    return [];
  }
  const said = saidOf(bag, place, findings);
  const columns = columnsIn(said, options, subject);
  const labels = labelsIn(said, columns.label, options.labelSeparator);
  const path = addressText({
    path: join(place.root, shard),
    bytes: { offset: first.offset, count: first.sizeBytes },
    time: null,
  });
  return [
    {
      id: `${shard}/${first.name}`,
      path,
      label: labels[0] ?? null,
      ...(labels.length > 1 ? { labels } : {}),
      split: firstText(said, columns.split) ?? splitOfShard(shard),
      group: firstText(said, columns.group),
      attributes: attributesOf(said),
    },
  ];
}

/** What means what among the fields of an example; a `.cls` member is the label unless another is asked for. */
function columnsIn(
  said: Readonly<Record<string, unknown>>,
  options: DatasetOptions,
  subject: string,
): ManifestColumns {
  const labelColumn = options.labelColumn ?? ("cls" in said ? "cls" : undefined);
  const names = ["__key__", ...Object.keys(said)];
  return chooseColumns(names, { ...options, pathColumn: "__key__", labelColumn }, subject);
}

function firstText(said: Readonly<Record<string, unknown>>, column: string | null): string | null {
  return column === null ? null : (textsAt(said, column)[0] ?? null);
}

/** Bytes of a member of text that are read. */
const mostTextBytes = 1 << 20;

/** What the members beside the media say: fields of `.json`, and the text of `.cls` and `.txt`. */
function saidOf(
  { shard, members }: Bag,
  { root }: DatasetPlace,
  findings: Finding[],
): Readonly<Record<string, unknown>> {
  let said: Readonly<Record<string, unknown>> = {};
  for (const { name, offset, sizeBytes } of members) {
    const ending = /\.(json|cls|txt)$/i.exec(name)?.[1]?.toLowerCase();
    if (ending === undefined) continue;
    const address = addressText({ path: join(root, shard), bytes: { offset, count: sizeBytes }, time: null });
    const text = new TextDecoder().decode(readMediaBytes(address, mostTextBytes)).trim();
    if (ending !== "json") said = { ...said, [ending]: text as AttributeValue };
    else {
      const fields = parse(text);
      if (fields === null) findings.push(unreadableFinding(`${shard}/${name}`));
      else said = { ...said, ...fields };
    }
  }
  return said;
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

function damagedFinding(shard: string, trouble: string, count: number): Finding {
  return listingFinding("shard-damaged", shard, {
    severity: "error",
    message: `${shard}: ${trouble}; the ${count} members before it are kept.`,
    rule: "every header of a shard is whole, and the shard ends with its end mark",
    observed: trouble,
    count,
  });
}

function packedFinding(shard: string): Finding {
  return listingFinding("shard-compressed", shard, {
    severity: "warning",
    message: `${shard} is compressed and cannot be read in place; it is left out.`,
    rule: "shards are plain tar archives",
  });
}

function repeatedFinding(subject: string, shards: readonly string[]): Finding {
  return listingFinding("row-repeated", subject, {
    severity: "warning",
    message: `The key of ${subject} is in ${shards.join(" and ")}: readers take them for one example or for two.`,
    rule: "a key is in one shard",
    observed: shards.join(" | "),
    count: shards.length,
  });
}

function missingFinding(subject: string, members: readonly TarMember[]): Finding {
  return listingFinding("file-missing", subject, {
    severity: "error",
    message: `${subject} has no media, only ${members.map(({ name }) => name).join(", ")}.`,
    rule: "every key of a shard has a member that is media",
    observed: members.map(({ name }) => name).join(", "),
  });
}

function unreadableFinding(subject: string): Finding {
  return listingFinding("row-unreadable", subject, {
    severity: "warning",
    message: `${subject} is not a JSON object; what it says is left out.`,
    rule: "every member that ends in .json is a JSON object",
  });
}
