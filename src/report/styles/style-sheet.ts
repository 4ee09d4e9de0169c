import { components } from "./components.ts";
import { dataset } from "./dataset.ts";
import { flow } from "./flow.ts";
import { history } from "./history.ts";
import { images } from "./images.ts";
import { layout } from "./layout.ts";
import { plots } from "./plots.ts";
import { review } from "./review.ts";
import { table } from "./table.ts";
import { tokens } from "./tokens.ts";

/** The one style sheet of all reports. */
export const styleSheet: string = [tokens, layout, components, plots, flow, history]
  .join("")
  .replace(/\n\s*/g, "\n")
  .trim();

/** What the page of a dataset needs besides. */
export const datasetStyleSheet: string = dataset.replace(/\n\s*/g, "\n").trim();

/** What a page that shows the columns of a table needs besides. */
export const tableStyleSheet: string = [dataset, table].join("").replace(/\n\s*/g, "\n").trim();

/** What the page of a dataset of images needs besides. */
export const imageStyleSheet: string = [dataset, table, images].join("").replace(/\n\s*/g, "\n").trim();

/** What the page of a label review needs besides. */
export const reviewStyleSheet: string = review.replace(/\n\s*/g, "\n").trim();
