/** A property of an example that says nothing of its content, or should not. */
export interface ExampleProperty<Item> {
  /** Name with its unit, as the finding calls it. */
  readonly name: string;
  /** Its value: a number, a name, or null where it is not known. */
  readonly valueOf: (item: Item) => number | string | null;
}
