/** How many clips have each value of a header field; keys are the values as text. */
export type CountByValue = Readonly<Record<string, number>>;
