import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SoundingsError, type SoundingsErrorCode } from "../model/errors.ts";

/** The program of this package. */
const program = fileURLToPath(new URL("../../bin/profile.js", import.meta.url));

/** Kinds of trouble by the exit code that reports them. */
const codes: Readonly<Record<number, SoundingsErrorCode>> = { 2: "usage", 4: "baseline", 5: "run" };

/**
 * Runs this package's program in a fresh process, with these options for Node.js, and gives the JSON that it prints.
 * @throws SoundingsError with the kind and the message of the trouble there
 */
export async function runCommand(
  commandArguments: readonly string[],
  nodeOptions: readonly string[] = [],
): Promise<unknown> {
  const child = spawn(process.execPath, [...nodeOptions, program, ...commandArguments], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (...ending) => resolve(ending));
  });
  if (exitCode === 0) return JSON.parse(await output);
  const said = (await errors).trim().split("\n");
  const message = said.find((line) => line.startsWith("error: "))?.slice("error: ".length);
  const hint = said
    .find((line) => line.trimStart().startsWith("try: "))
    ?.trim()
    .slice("try: ".length);
  throw new SoundingsError(
    codes[exitCode ?? -1] ?? "run",
    message ??
      `a round was ended by ${signal ?? `exit code ${exitCode}`}: ${said.at(-1) || "it said nothing"}`,
    {
      ...(hint === undefined ? {} : { hint }),
    },
  );
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString("utf8");
}
