import { components } from "./components.ts";
import { flow } from "./flow.ts";
import { layout } from "./layout.ts";
import { tokens } from "./tokens.ts";

/** The one style sheet of all reports. */
export const styleSheet: string = [tokens, layout, components, flow].join("").replace(/\n\s*/g, "\n").trim();
