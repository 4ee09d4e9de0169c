/** How many characters of a name or path a report shows. */
export const nameLimit = 80;

/** How many characters of a sentence a report shows. */
export const sentenceLimit = 600;

// Control characters, line and paragraph separators, marks that turn the direction of text around, and halves of pairs.
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One unseen character as something that can be seen and does nothing: `␀` for NUL, `⟨U+202E⟩` for the rest. */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x09 || code === 0x0a || code === 0x0d) return " ";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** The text with everything in it seen, in full. */
export function visibleText(text: string): string {
  return text.replace(unseen, visible);
}

/**
 * Text from data, fit to be shown: what cannot be seen is made visible, and more than `limit` characters end in `…`.
 * It is still to be escaped for where it goes.
 */
export function displayText(text: string, limit: number = sentenceLimit): string {
  const head = [...text.slice(0, 2 * limit + 2)];
  const isCut = head.length > limit || text.length > 2 * limit + 2;
  const shown = isCut ? `${head.slice(0, limit - 1).join("")}…` : text;
  return visibleText(shown);
}

/** A name within a sentence: short, seen. */
export function displayName(name: string | undefined): string {
  return displayText(name || "(empty)", 48);
}

/**
 * Names for the axis of a chart: short, seen, isolated from the direction of their surroundings, and distinct even
 * where two labels begin alike.
 */
export function displayNames(labels: readonly string[], limit: number = nameLimit): readonly string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const shown = isolated(displayText(label, limit)) || "(empty)";
    const times = (seen.get(shown) ?? 0) + 1;
    seen.set(shown, times);
    if (times > 1) return `${shown} (${times})`;
    // Vega keeps groups in plain objects, where such a name would find something inherited.
    return shown in Object.prototype ? `${shown}\u2060` : shown;
  });
}

/** Wraps text that holds right-to-left letters between the marks that keep it from reordering its neighbours. */
function isolated(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(text) ? `\u2068${text}\u2069` : text;
}
