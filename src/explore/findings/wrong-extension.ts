import type { Container } from "../../model/audio-clip.ts";
import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind, Sighting } from "./finding-set.ts";
import { findingsFor } from "./finding-set.ts";

/** Containers that a file name's extension promises. Extensions not listed promise nothing. */
const containersByExtension: ReadonlyMap<string, readonly Container[]> = new Map([
  ["wav", ["wav", "rf64"]],
  ["wave", ["wav", "rf64"]],
  ["bwf", ["wav", "rf64"]],
  ["rf64", ["rf64"]],
  ["aif", ["aiff"]],
  ["aiff", ["aiff"]],
  ["aifc", ["aiff"]],
  ["au", ["au"]],
  ["snd", ["au"]],
  ["caf", ["caf"]],
  ["flac", ["flac"]],
  ["mp3", ["mp3"]],
  ["ogg", ["ogg"]],
  ["oga", ["ogg"]],
  ["opus", ["ogg"]],
  ["mp4", ["mp4"]],
  ["m4a", ["mp4"]],
  ["m4b", ["mp4"]],
  ["mov", ["mp4"]],
  ["aac", ["adts", "mp4"]],
  ["webm", ["webm"]],
  ["mkv", ["webm"]],
  ["mka", ["webm"]],
  ["wma", ["asf"]],
  ["wv", ["wavpack"]],
]);

const kind: FindingKind = {
  code: "wrong-extension",
  severity: "warning",
  rule: "the container that the bytes show is one that the extension stands for",
  expected: "an extension that fits the bytes",
};

/** Files whose name promises another format than their bytes hold. */
export function wrongExtensions(items: readonly MeasuredExample[]): readonly Finding[] {
  const sightings = items.flatMap((item) => wrongExtension(item));
  return findingsFor(kind, sightings, (count) => `${count} files hold another format than their names say.`);
}

function wrongExtension({ example, measurement }: MeasuredExample): readonly Sighting[] {
  const container = measurement?.clip?.container;
  const extension = /\.([^./]+)$/.exec(example.id)?.[1]?.toLowerCase() ?? "";
  const promised = containersByExtension.get(extension);
  if (container === undefined || promised === undefined || promised.includes(container)) return [];
  const message = `The name ends in .${extension}, but the bytes are ${container}.`;
  return [{ subject: example.id, observed: container, message }];
}
