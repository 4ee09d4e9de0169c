/** How a date is written. */
interface DateFormat {
  readonly name: string;
  readonly pattern: RegExp;
}

const clock = "(?:[ T]\\d{1,2}:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\\d\\d:?\\d\\d)?)?";
const day = "(?:0?[1-9]|[12]\\d|3[01])";
const month = "(?:0?[1-9]|1[0-2])";
const word = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const century = "(?:1[89]|20|21)\\d\\d";

const formats: readonly DateFormat[] = [
  { name: "YYYY-MM-DD", pattern: of(`${century}-${month}-${day}`) },
  { name: "YYYY/MM/DD", pattern: of(`${century}/${month}/${day}`) },
  { name: "YYYYMMDD", pattern: of(`${century}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`) },
  { name: "DD/MM/YYYY or MM/DD/YYYY", pattern: of(`${day}/${day}/${century}`) },
  { name: "DD-MM-YYYY or MM-DD-YYYY", pattern: of(`${day}-${day}-${century}`) },
  { name: "DD.MM.YYYY", pattern: of(`${day}\\.${month}\\.${century}`) },
  { name: "DD/MM/YY or MM/DD/YY", pattern: of(`${day}/${day}/\\d\\d`) },
  { name: "DD-MM-YY or MM-DD-YY", pattern: of(`${day}-${day}-\\d\\d`) },
  { name: "DD Mon YYYY", pattern: of(`${day}[ -]${word}[ ,-]+${century}`) },
  { name: "Mon DD, YYYY", pattern: of(`${word} ${day},? ${century}`) },
];

/** A digit, or the first letter of a month: what most texts that are no dates lack. */
const dateBeginning = /^[\djfmasond]/i;

function of(date: string): RegExp {
  return new RegExp(`^${date}${clock}$`, "i");
}

/** The first format that a text fits, or null where it is no date. */
export function dateFormatOf(text: string): string | null {
  if (text.length < 6 || text.length > 40 || !dateBeginning.test(text)) return null;
  return formats.find(({ pattern }) => pattern.test(text))?.name ?? null;
}
