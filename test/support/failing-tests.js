import { relative } from "node:path";

// A reporter for node:test that keeps failures for the end: in a log of thousands of lines, what failed and why comes last.
// Its lines are comments of TAP, so that the report beside it stays valid.
export default async function* failingTests(events) {
  const failures = [];
  for await (const { type, data } of events) {
    const error = type === "test:fail" ? data.details.error : undefined;
    if (error && error.failureType !== "subtestsFailed") failures.push(describe(data, error));
  }
  if (failures.length > 0) yield `# ${failures.join("\n").replaceAll("\n", "\n# ")}\n`;
}

/** One failed test: its file, its name and what went wrong. */
function describe({ name, file }, error) {
  return `FAILED ${relative(".", file)}: ${name}\n${error.cause?.stack ?? error.cause ?? error}`;
}
