import { extensionOf, promisedContainers } from "../../model/audio-extensions.ts";
import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { findingsFor } from "./finding-set.ts";

/** Files whose name promises another format than their bytes hold. */
export function wrongExtensions(items: readonly MeasuredExample[]): readonly Finding[] {
  return wronglyNamed(
    "container",
    items.map(({ example, measurement }) => {
      return { id: example.id, held: measurement?.clip?.container, promised: promisedContainers(example.id) };
    }),
  );
}

/** The same of files of any kind: what each holds, and what its name promises. */
export function wronglyNamed(
  what: "container" | "format",
  files: readonly {
    readonly id: string;
    readonly held: string | undefined;
    readonly promised: readonly string[] | null;
  }[],
): readonly Finding[] {
  const kind = {
    code: "wrong-extension",
    severity: "warning",
    rule: `the ${what} that the bytes show is one that the extension stands for`,
    expected: "an extension that fits the bytes",
  } as const;
  const sightings = files.flatMap(({ id, held, promised }) => {
    if (held === undefined || promised === null || promised.includes(held)) return [];
    const message = `The name ends in .${extensionOf(id)}, but the bytes are ${held}.`;
    return [{ subject: id, observed: held, message }];
  });
  return findingsFor(kind, sightings, (count) => `${count} files hold another format than their names say.`);
}
