import { extensionOf, promisedContainers } from "../../model/audio-extensions.ts";
import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind, Sighting } from "./finding-set.ts";
import { findingsFor } from "./finding-set.ts";

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
  const promised = promisedContainers(example.id);
  if (container === undefined || promised === null || promised.includes(container)) return [];
  const message = `The name ends in .${extensionOf(example.id)}, but the bytes are ${container}.`;
  return [{ subject: example.id, observed: container, message }];
}
