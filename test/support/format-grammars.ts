import grammar from "../fixtures/format-grammars.json" with { type: "json" };

/** An element of an XML document. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

interface Rule {
  readonly attributes: Readonly<Record<string, string>>;
  readonly optional: Readonly<Record<string, string>>;
  readonly children: readonly string[];
}

/** What is wrong with a JUnit file by `fixtures/format-grammars.json`; empty when all is well. */
export function junitComplaints(text: string): readonly string[] {
  const parsed = parseXml(text);
  if (typeof parsed === "string") return [parsed];
  if (parsed.name !== "testsuites") return [`the root is ${parsed.name}`];
  return [...ruleComplaints(parsed), ...countComplaints(parsed)];
}

function ruleComplaints(element: Element): readonly string[] {
  const rule = (grammar.junit as Readonly<Record<string, Rule>>)[element.name];
  if (rule === undefined) return [`${element.name} is no element of JUnit`];
  const known = { ...rule.attributes, ...rule.optional };
  return [
    ...Object.keys(rule.attributes)
      .filter((name) => !(name in element.attributes))
      .map((name) => `${element.name} has no ${name}`),
    ...Object.entries(element.attributes).flatMap(([name, value]) => {
      const pattern = known[name];
      if (pattern === undefined) return [`${element.name} may not have ${name}`];
      return new RegExp(`^(?:${pattern})$`, "s").test(value) ? [] : [`${element.name} ${name}="${value}"`];
    }),
    ...element.children.flatMap((child) =>
      rule.children.includes(child.name)
        ? ruleComplaints(child)
        : [`${element.name} may not hold ${child.name}`],
    ),
  ];
}

/** The counts of a suite are those of its cases. */
function countComplaints(root: Element): readonly string[] {
  const casesOf = (element: Element): readonly Element[] =>
    element.name === "testcase" ? [element] : element.children.flatMap(casesOf);
  return [root, ...root.children].flatMap((suite) => {
    const cases = casesOf(suite);
    const having = (name: string): number =>
      cases.filter(({ children }) => children.some((child) => child.name === name)).length;
    const counted = {
      tests: cases.length,
      failures: having("failure"),
      skipped: having("skipped"),
      errors: having("error"),
    };
    return Object.entries(counted)
      .filter(([name, count]) => name in suite.attributes && suite.attributes[name] !== String(count))
      .map(([name, count]) => `${suite.name} says ${suite.attributes[name]} ${name}, and holds ${count}`);
  });
}

/** A well-formed document without DTD, or what is wrong with it. */
function parseXml(text: string): Element | string {
  const token =
    /<\?xml version="1\.0" encoding="UTF-8"\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    return "a character that XML forbids";
  const open: Element[] = [{ name: "#document", attributes: {}, children: [], text: "" }];
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) return `not XML at ${at}: ${text.slice(at, at + 40)}`;
    const [, closing, name, attributes = "", isEmpty, data] = match;
    if (closing !== undefined && open.pop()?.name !== closing) return `</${closing}> closes nothing`;
    if (data !== undefined) {
      if (/&(?!amp;|lt;|gt;|quot;|apos;|#\d+;)/.test(data))
        return `an entity that is none: ${data.slice(0, 40)}`;
      open.at(-1)!.text += data;
    }
    if (name === undefined) continue;
    const element = { name, attributes: attributesOf(attributes), children: [], text: "" };
    open.at(-1)?.children.push(element);
    if (isEmpty === "") open.push(element);
  }
  const [document, ...unclosed] = open;
  if (unclosed.length > 0) return `${unclosed[0]?.name} is not closed`;
  return document?.children.length === 1 ? document.children[0]! : "not one root";
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
}

/** A shape of JSON: a type name, a pattern, a list of words, a list of a shape, or an object with needed and optional fields. */
type Shape =
  | string
  | { readonly enum: readonly string[] }
  | { readonly listOf: Shape; readonly least?: number }
  | { readonly anyOf: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly optional?: Readonly<Record<string, Shape>> };

/** What is wrong with a SARIF file. */
export function sarifComplaints(text: string): readonly string[] {
  const parsed: unknown = JSON.parse(text);
  const complaints = shapeComplaints(parsed, grammar.sarif as unknown as Shape, "$");
  if (complaints.length > 0) return complaints;
  const { runs } = parsed as {
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[];
    }[];
  };
  return runs.flatMap(({ tool, results }) =>
    results
      .filter(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id !== ruleId)
      .map(({ ruleId }) => `ruleIndex of ${ruleId} is another rule's`),
  );
}

/** What is wrong with a file for github-action-benchmark. */
export function benchmarkComplaints(text: string): readonly string[] {
  return shapeComplaints(JSON.parse(text), grammar.benchmark as unknown as Shape, "$");
}

/** What is wrong with a file in Bencher Metric Format. */
export function bencherComplaints(text: string): readonly string[] {
  return shapeComplaints(JSON.parse(text), grammar.bencher as unknown as Shape, "$");
}

function shapeComplaints(value: unknown, shape: Shape, path: string): readonly string[] {
  if (typeof shape === "string") return matches(value, shape) ? [] : [`${path} is no ${shape}`];
  if ("enum" in shape) return shape.enum.includes(String(value)) ? [] : [`${path} is ${String(value)}`];
  if ("listOf" in shape) {
    if (!Array.isArray(value) || value.length < (shape.least ?? 0))
      return [`${path} is no list, or too short`];
    return value.flatMap((item, index) => shapeComplaints(item, shape.listOf, `${path}[${index}]`));
  }
  if (typeof value !== "object" || value === null) return [`${path} is no object`];
  const fields = Object.entries(value as Readonly<Record<string, unknown>>);
  if ("anyOf" in shape) {
    return fields.flatMap(([name, item]) => shapeComplaints(item, shape.anyOf, `${path}.${name}`));
  }
  const known = { ...shape.fields, ...shape.optional };
  return [
    ...Object.keys(shape.fields)
      .filter((name) => !(name in value))
      .map((name) => `${path}.${name} is missing`),
    ...fields.flatMap(([name, item]) => {
      const own = known[name];
      return own === undefined
        ? [`${path}.${name} is unknown`]
        : shapeComplaints(item, own, `${path}.${name}`);
    }),
  ];
}

function matches(value: unknown, type: string): boolean {
  if (type === "number") return Number.isFinite(value);
  if (type === "count") return Number.isInteger(value) && (value as number) >= 0;
  if (type === "text") return typeof value === "string" && value.length > 0;
  return typeof value === "string" && new RegExp(`^(?:${type})$`).test(value);
}

/** What is wrong with a list of workflow commands, line by line. */
export function annotationComplaints(text: string): readonly string[] {
  const { command, property, properties, mostPerLevel } = grammar.annotations;
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const complaints = lines.flatMap((line) => {
    const match = new RegExp(command, "s").exec(line);
    if (match === null) return [`no command: ${line.slice(0, 60)}`];
    return (match[2] ?? "").split(",").flatMap((part) => {
      const pair = new RegExp(property).exec(part);
      if (pair === null) return [`no property: ${part}`];
      return properties.includes(pair[1] ?? "") ? [] : [`unknown property ${pair[1]}`];
    });
  });
  const levels = lines.map((line) => line.split(/[\s:]+/)[1]);
  const crowded = ["error", "warning", "notice"].filter(
    (level) => levels.filter((own) => own === level).length > mostPerLevel,
  );
  return [...complaints, ...crowded.map((level) => `too many of ${level}`)];
}
