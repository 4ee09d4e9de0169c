import type { ColumnType } from "../model/column-plan.ts";
import type {
  CroissantPlace,
  DescribedFiles,
  DescribedTable,
  StatedFacts,
} from "../model/croissant-place.ts";
import type { RoleColumns } from "../model/dataset.ts";
import type { FileReport } from "../model/image-report.ts";
import type { TableReport } from "../model/table-report.ts";
import { croissantContext } from "./croissant-context.ts";
import { formatPlural, formatSeconds } from "./format-number.ts";

/** A node of JSON-LD. */
type Node = Readonly<Record<string, unknown>>;

/** Types of schema.org by those of columns. */
const dataTypes: Readonly<Record<ColumnType, string>> = {
  integer: "sc:Integer",
  number: "sc:Float",
  boolean: "sc:Boolean",
  date: "sc:Date",
  time: "sc:DateTime",
  text: "sc:Text",
  nested: "sc:Text",
};

/** Media types by endings. */
const mediaTypes: Readonly<Record<string, string>> = {
  wav: "audio/wav",
  flac: "audio/flac",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  opus: "audio/ogg",
  m4a: "audio/mp4",
  aac: "audio/aac",
  aiff: "audio/aiff",
  aif: "audio/aiff",
  webm: "audio/webm",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

/** What media are called, and what they are for schema.org. */
const mediaWords = {
  audio: { set: "recordings", one: "recording", field: "audio", dataType: "sc:AudioObject" },
  image: { set: "images", one: "image", field: "image", dataType: "sc:ImageObject" },
} as const;

const filesId = "media";
const shardsId = "shards";

/**
 * A description of a dataset in Croissant 1.0 of MLCommons, as JSON-LD: its files, its records with the types of their fields, and its classes.
 * It says what the report knows and what `facts` state, and nothing else.
 * @see https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html
 */
export function croissantOf(
  report: FileReport | TableReport,
  { table, files }: CroissantPlace,
  { license, url, citation }: StatedFacts = {},
): Node {
  return {
    "@context": croissantContext,
    "@type": "sc:Dataset",
    conformsTo: "http://mlcommons.org/croissant/1.0",
    name: report.dataset.name,
    description: descriptionOf(report),
    ...(license === undefined ? {} : { license }),
    ...(url === undefined ? {} : { url }),
    ...(citation === undefined ? {} : { citeAs: citation }),
    distribution: [
      ...(table === null ? [] : [tableFile(table)]),
      ...(files === null ? [] : mediaFiles(files)),
    ],
    recordSet: [
      ...classRecords(report),
      ...(files === null ? [] : [mediaRecords(files)]),
      ...(table === null ? [] : [tableRecords(table)]),
    ],
  };
}

function descriptionOf(report: FileReport | TableReport): string {
  const { dataset, labels, tool } = report;
  const length =
    dataset.totalDurationSeconds > 0 ? `, ${formatSeconds(dataset.totalDurationSeconds)} of audio` : "";
  const classes = labels.count === 0 ? "" : `, ${formatPlural(labels.count, "label")}`;
  return `${formatPlural(dataset.exampleCount, "example")}${length}${classes}; described by ${tool.name} ${tool.version} from the data.`;
}

function tableFile({ name, encodingFormat, sizeBytes, sha256 }: DescribedTable): Node {
  return {
    "@type": "cr:FileObject",
    "@id": name,
    name,
    contentUrl: name,
    contentSize: `${sizeBytes} B`,
    encodingFormat,
    sha256,
  };
}

function mediaFiles({ kind, endings }: DescribedFiles): readonly Node[] {
  const shards = (encodingFormat: string, ending: string): Node => ({
    ...{ "@type": "cr:FileSet", "@id": shardsId, name: shardsId },
    encodingFormat,
    includes: `**/*.${ending}`,
  });
  if (kind === "parquet") return [shards("application/x-parquet", "parquet")];
  const formats = [
    ...new Set(endings.map((ending) => mediaTypes[ending.toLowerCase()] ?? "application/octet-stream")),
  ];
  const media: Node = {
    ...{ "@type": "cr:FileSet", "@id": filesId, name: filesId },
    ...(kind === "tar" ? { containedIn: { "@id": shardsId } } : {}),
    encodingFormat: one(formats),
    includes: one(endings.map((ending) => `**/*.${ending}`)),
  };
  return kind === "tar" ? [shards("application/x-tar", "tar"), media] : [media];
}

/** A list of one is that one. */
function one<Item>(items: readonly Item[]): Item | readonly Item[] {
  return items.length === 1 ? items[0]! : items;
}

/** The classes themselves, each with its count. */
function classRecords({ labels }: FileReport | TableReport): readonly Node[] {
  if (labels.entries.length === 0) return [];
  const field = (name: string, dataType: string): Node => ({
    ...{ "@type": "cr:Field", "@id": `labels/${name}`, name, dataType },
  });
  return [
    {
      ...{ "@type": "cr:RecordSet", "@id": "labels", name: "labels" },
      description: `Labels and how many examples have them${labels.count > labels.entries.length ? `: the ${labels.entries.length} most frequent of ${labels.count}` : ""}.`,
      dataType: "sc:Enumeration",
      key: { "@id": "labels/name" },
      field: [field("name", "sc:Text"), field("count", "sc:Integer")],
      data: labels.entries.map(({ label, count }) => ({ "labels/name": label, "labels/count": count })),
    },
  ];
}

function mediaRecords(files: DescribedFiles): Node {
  const { set, one: single } = mediaWords[files.media];
  return {
    ...{ "@type": "cr:RecordSet", "@id": set, name: set },
    description: `One record per ${single}.`,
    field: files.kind === "parquet" ? cellFields(files) : fileFields(files),
  };
}

function fileFields({ media, isLabelFolder }: DescribedFiles): readonly Node[] {
  const words = mediaWords[media];
  const field = (name: string, dataType: string | readonly string[], source: Node): Node => ({
    ...{ "@type": "cr:Field", "@id": `${words.set}/${name}`, name, dataType },
    source: { fileSet: { "@id": filesId }, ...source },
  });
  const path = { extract: { fileProperty: "fullpath" } };
  return [
    field(words.field, words.dataType, { extract: { fileProperty: "content" } }),
    field("path", "sc:Text", path),
    ...(isLabelFolder
      ? [field("label", ["sc:Text", "cr:Label"], { ...path, transform: { regex: "([^/]+)/[^/]+$" } })]
      : []),
  ];
}

function cellFields({ media, columns, mediaColumn, roles }: DescribedFiles): readonly Node[] {
  const words = mediaWords[media];
  return columns.map(({ name, type }) => ({
    ...{ "@type": "cr:Field", "@id": `${words.set}/${name}`, name },
    dataType: name === mediaColumn ? words.dataType : typesOf(name, type, roles),
    source: {
      fileSet: { "@id": shardsId },
      extract: { column: name },
      ...(name === mediaColumn ? { transform: { jsonPath: "bytes" } } : {}),
    },
  }));
}

function tableRecords({ name: file, columns, roles }: DescribedTable): Node {
  return {
    ...{ "@type": "cr:RecordSet", "@id": "examples", name: "examples" },
    description: "One record per row of the table.",
    field: columns.map(({ name, type }) => ({
      ...{ "@type": "cr:Field", "@id": `examples/${name}`, name },
      dataType: typesOf(name, type, roles),
      source: { fileObject: { "@id": file }, extract: { column: name } },
    })),
  };
}

/** The type of a column, and what it means where that is known. */
function typesOf(name: string, type: ColumnType, { label, split }: RoleColumns): string | readonly string[] {
  const meaning = name === label ? ["cr:Label"] : name === split ? ["cr:Split"] : [];
  return one([dataTypes[type], ...meaning]);
}
