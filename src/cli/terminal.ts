import picocolors from "picocolors";

/** How a line of text is meant. */
export type Tone = "plain" | "heading" | "good" | "warning" | "bad" | "muted";

/** What a command may say, and where it goes. */
export interface Terminal {
  /** The result, on standard output. Nothing with `--json` but the result object. */
  result(lines: readonly { readonly text: string; readonly tone: Tone }[]): void;
  /** The result object alone, on standard output; only with `--json`. */
  json(text: string): void;
  /** Lines for the system that runs this (workflow commands): on standard output, with `--json` on standard error. */
  commands(text: string): void;
  /** A message for a person, on standard error; not with `--quiet`. */
  note(text: string): void;
  /** Shows how far the work is, on a terminal only; `share` is 0..1, or null where the end is not known. */
  progress(share: number | null, text: string): void;
  /** Shows how far the work is and lines below it that change with it, on a terminal only; `lines` is asked for what is drawn. */
  live(share: number | null, text: string, lines: () => readonly string[]): void;
  /** Takes the progress bar away. */
  endProgress(): void;
}

/** What of the command line decides how a command speaks. */
export interface Voice {
  readonly json: boolean;
  readonly quiet: boolean;
}

const barWidth = 24;
/** Redraws of the progress bar per second at most. */
const redrawsPerSecond = 10;

/** Opens the terminal. Colour and bars only on a terminal, and never with NO_COLOR or `--json`. */
export function openTerminal({ json, quiet }: Voice): Terminal {
  const isPlain = json || (process.env["NO_COLOR"] ?? "") !== "";
  const colors = picocolors.createColors(!isPlain && process.stdout.isTTY === true);
  const hasBar = !isPlain && !quiet && process.stderr.isTTY === true;
  const paint: Readonly<Record<Tone, (text: string) => string>> = {
    plain: (text) => text,
    heading: colors.bold,
    good: colors.green,
    warning: colors.yellow,
    bad: colors.red,
    muted: colors.dim,
  };
  let lastDraw = 0;
  /** Lines below the bar that are on the screen. */
  let lineCount = 0;
  const back = (): string => (lineCount === 0 ? "\r" : `\r\u001b[${lineCount}A`);
  return {
    result(lines) {
      if (json || quiet) return;
      for (const { text, tone } of lines) writeOut(`${paint[tone](text)}\n`);
    },
    json(text) {
      if (json) writeOut(text);
    },
    commands(text) {
      if (json) process.stderr.write(text);
      else writeOut(text);
    },
    note(text) {
      if (!quiet) process.stderr.write(`${text}\n`);
    },
    progress(share, text) {
      const now = performance.now();
      // The last state is always shown: a short run has no other.
      if (!hasBar || (share !== 1 && now - lastDraw < 1000 / redrawsPerSecond)) return;
      lastDraw = now;
      process.stderr.write(`\r\u001b[K${share === null ? "" : `${bar(share)} `}${text}`);
    },
    live(share, text, lines) {
      const now = performance.now();
      if (!hasBar || now - lastDraw < 1000 / redrawsPerSecond) return;
      lastDraw = now;
      // What does not fit beside the last column would wrap, and the way back up would be wrong.
      const columns = (process.stderr.columns ?? 80) - 1;
      const drawn = [`${share === null ? "" : `${bar(share)} `}${text}`, ...lines()];
      process.stderr.write(`${back()}${drawn.map((line) => `\u001b[K${line.slice(0, columns)}`).join("\n")}`);
      lineCount = drawn.length - 1;
    },
    endProgress() {
      if (hasBar) process.stderr.write(`${back()}\u001b[J`);
      lineCount = 0;
    },
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return `${"█".repeat(full)}${"░".repeat(barWidth - full)} ${`${Math.round(100 * share)}`.padStart(3)}%`;
}

const standardOutput = process.stdout.write.bind(process.stdout);

function writeOut(text: string): void {
  standardOutput(text);
}

/** Sends whatever else writes to standard output (a user's module, a library) to standard error instead. */
export function keepOutputClean(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
}
