// Runs in the page. It changes what is drawn already, and makes no markup from text: names go through `textContent`.
import { type Choice, everything, isWithin, type PageCube, type Totals, totalsOf } from "./page-cube.ts";
import { levelText, plotBox, spectrumHeight } from "./plot-box.ts";
import { barsPath, greatestOf, linePath, sharesOf } from "./shapes.ts";

const nothing: PageCube = {
  exampleCount: 0,
  labels: [],
  splits: [],
  durationCount: 0,
  durationEdges: [],
  propertySizes: [],
  bandCount: 0,
  cells: [],
};
const cube: PageCube = JSON.parse(document.getElementById("cube")?.textContent ?? "null") ?? nothing;
const form = document.querySelector<HTMLFormElement>("form.filters");
const whole = totalsOf(cube, everything);
let choice = everything;

function all<E extends Element>(selector: string, within: ParentNode = document): readonly E[] {
  return [...within.querySelectorAll<E>(selector)];
}

function field<E extends Element>(name: string): E | null {
  return form?.querySelector<E>(`[name="${name}"]`) ?? null;
}

/** What the controls say. */
function readChoice(): Choice {
  const indexOf = (name: string): number | null => {
    const value = field<HTMLSelectElement>(name)?.value ?? "";
    return value === "" ? null : Number(value);
  };
  const first = Number(field<HTMLInputElement>("first")?.value ?? 0);
  const last = Number(field<HTMLInputElement>("last")?.value ?? 0);
  const isAll = Math.min(first, last) === 0 && Math.max(first, last) === cube.durationCount - 1;
  return {
    label: indexOf("label"),
    split: indexOf("split"),
    duration: isAll || cube.durationCount === 0 ? null : [Math.min(first, last), Math.max(first, last)],
  };
}

/** Sets the controls, as a click on a chart does. */
function writeChoice({ label, split, duration }: Choice): void {
  const set = (name: string, value: string): void => {
    const control = field<HTMLInputElement | HTMLSelectElement>(name);
    if (control !== null) control.value = value;
  };
  set("label", label === null ? "" : String(label));
  set("split", split === null ? "" : String(split));
  set("first", String(duration?.[0] ?? 0));
  set("last", String(duration?.[1] ?? cube.durationCount - 1));
  update();
}

/** The first and the last bin hold everything beyond them. */
function rangeText([first, last]: readonly [number, number]): string {
  const [from, to] = [cube.durationEdges[first], cube.durationEdges[last + 1]];
  if (first === 0) return `below ${to}`;
  return last === cube.durationCount - 1 ? `${from} and more` : `${from} to ${to}`;
}

/** Keeps the direction of a name from turning the words around it. */
function isolated(name: string | undefined): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(name ?? "") ? `\u2068${name}\u2069` : (name ?? "");
}

function sentence(count: number): string {
  const parts = [
    choice.label === null ? null : `label ${isolated(cube.labels[choice.label])}`,
    choice.split === null ? null : `split ${isolated(cube.splits[choice.split])}`,
    choice.duration === null ? null : rangeText(choice.duration),
  ].filter((part) => part !== null);
  const total = cube.exampleCount.toLocaleString("en-US");
  return parts.length === 0
    ? `Showing all ${total} examples.`
    : `Showing ${count.toLocaleString("en-US")} of ${total} examples: ${parts.join(", ")}.`;
}

/** Redraws everything for what is chosen now. */
function update(): void {
  choice = readChoice();
  const totals = totalsOf(cube, choice);
  const isFiltered = choice.label !== null || choice.split !== null || choice.duration !== null;
  document.body.classList.toggle("is-filtered", isFiltered);
  for (const state of all<HTMLElement>("[data-state]")) state.textContent = sentence(totals.count);
  drawDurations(totals);
  drawProperties(totals);
  drawCategories("label", totals.byLabel, whole.byLabel, choice.label);
  drawCategories("split", totals.bySplit, whole.bySplit, choice.split);
  drawSpectrum(totals);
  fadeClips();
}

function drawProperties(totals: Totals): void {
  for (const plot of all<HTMLElement>("[data-property]")) {
    const property = Number(plot.dataset["property"]);
    const own = totals.counts[property] ?? [];
    if (plot.matches("table")) drawRows(plot, own, whole.counts[property] ?? []);
    else drawBars(plot, own, whole.counts[property] ?? []);
  }
}

/** Chosen clips beside all clips, each as shares of their own number: a small choice must be seen too. */
function drawBars(plot: Element, own: readonly number[], others: readonly number[]): void {
  const [mine, theirs] = [sharesOf(own), sharesOf(others)];
  const top = greatestOf([...mine, ...theirs]) || 1;
  const scaled = (shares: readonly number[]) => shares.map((share) => share / top);
  plot.querySelector(".own")?.setAttribute("d", barsPath(scaled(mine), plotBox));
  plot.querySelector(".all")?.setAttribute("d", barsPath(scaled(theirs), plotBox));
  fillCells(plot, own);
}

function drawDurations(totals: Totals): void {
  const plot = document.querySelector("[data-durations]");
  if (plot === null) return;
  drawBars(plot, totals.byDuration, whole.byDuration);
  const [first, last] = choice.duration ?? [0, -1];
  const step = plotBox.width / cube.durationCount;
  const brush = plot.querySelector(".brush");
  brush?.setAttribute("x", String(first * step));
  brush?.setAttribute("width", String(Math.max(0, last + 1 - first) * step));
}

/** Counts in the table behind a chart. */
function fillCells(within: Element, counts: readonly number[]): void {
  for (const cell of all<HTMLElement>("[data-bin]", within)) {
    cell.textContent = (counts[Number(cell.dataset["bin"])] ?? 0).toLocaleString("en-US");
  }
}

function drawRows(table: Element, own: readonly number[], others: readonly number[]): void {
  const most = greatestOf(others) || 1;
  fillCells(table, own);
  for (const bar of all<HTMLElement>("[data-bar]", table)) {
    bar.style.width = `${(100 * (own[Number(bar.dataset["bar"])] ?? 0)) / most}%`;
  }
}

function drawCategories(
  name: string,
  own: readonly number[],
  others: readonly number[],
  chosen: number | null,
): void {
  for (const table of all(`table[data-dimension="${name}"]`)) drawRows(table, own, others);
  for (const button of all<HTMLElement>(`button[data-${name}]`)) {
    button.setAttribute("aria-pressed", String(Number(button.dataset[name]) === chosen));
  }
}

function drawSpectrum({ spectrum }: Totals): void {
  const heights = (levels: readonly (number | null)[]) => levels.map((level) => spectrumHeight(level));
  document.querySelector("[data-spectrum] .own")?.setAttribute("d", linePath(heights(spectrum), plotBox));
  for (const cell of all<HTMLElement>("[data-band]")) {
    cell.textContent = levelText(spectrum[Number(cell.dataset["band"])] ?? null);
  }
}

/** Fades the clips that were not chosen; they keep their place, so that the page does not jump. */
function fadeClips(): void {
  for (const row of all<HTMLElement>("[data-clip]")) {
    const [labels = "", ...rest] = (row.dataset["clip"] ?? "").split(" ");
    const [split, duration] = rest.map(Number);
    const isChosen =
      (choice.label === null || labels.split(",").map(Number).includes(choice.label)) &&
      (choice.split === null || choice.split === split) &&
      isWithin(duration ?? -1, choice.duration);
    row.classList.toggle("faded", !isChosen);
  }
}

/** Names of labels and splits become buttons. */
function makeButtons(): void {
  for (const name of all<HTMLElement>("[data-pick]")) {
    const [dimension = "", index = ""] = (name.dataset["pick"] ?? "").split(" ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pick";
    button.dataset[dimension] = index;
    button.setAttribute("aria-pressed", "false");
    button.append(...name.childNodes);
    name.replaceWith(button);
    button.addEventListener("click", () => {
      const before = dimension === "label" ? choice.label : choice.split;
      const value = before === Number(index) ? null : Number(index);
      writeChoice(dimension === "label" ? { ...choice, label: value } : { ...choice, split: value });
    });
  }
}

/** A range of durations can be drawn with the pointer. */
function brushDurations(): void {
  const drawing = document.querySelector<SVGElement>("[data-durations] svg");
  if (drawing === null || cube.durationCount < 2) return;
  let start: number | null = null;
  const binAt = (event: PointerEvent): number => {
    const { left, width } = drawing.getBoundingClientRect();
    const bin = Math.floor(((event.clientX - left) / width) * cube.durationCount);
    return Math.max(0, Math.min(cube.durationCount - 1, bin));
  };
  const brush = (event: PointerEvent): void => {
    if (start === null) return;
    const bin = binAt(event);
    writeChoice({ ...choice, duration: [Math.min(start, bin), Math.max(start, bin)] });
  };
  drawing.addEventListener("pointerdown", (event) => {
    start = binAt(event);
    drawing.setPointerCapture(event.pointerId);
    brush(event);
  });
  drawing.addEventListener("pointermove", brush);
  for (const end of ["pointerup", "pointercancel"]) {
    drawing.addEventListener(end, () => {
      start = null;
    });
  }
}

/** A slider says a time, not the number of a bin. */
function nameSliders(): void {
  for (const [name, offset] of [
    ["first", 0],
    ["last", 1],
  ] as const) {
    const slider = field<HTMLInputElement>(name);
    const edge = Number(slider?.value ?? 0) + offset;
    const isEnd = edge === 0 || edge === cube.durationCount;
    const text = isEnd ? "any" : (cube.durationEdges[edge] ?? "");
    slider?.setAttribute("aria-valuetext", text);
    const output = form?.querySelector(`output[for="${name}"]`);
    if (output) output.textContent = text;
  }
}

/** One clip at a time. */
function playAlone(): void {
  document.addEventListener(
    "play",
    (event) => {
      for (const player of all<HTMLAudioElement>("audio")) if (player !== event.target) player.pause();
    },
    true,
  );
}

if (form !== null) {
  form.hidden = false;
  document.body.classList.add("is-live");
  makeButtons();
  brushDurations();
  form.addEventListener("input", () => {
    update();
    nameSliders();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => writeChoice(everything)));
  // A page that is loaded anew may keep what its controls said before.
  update();
  nameSliders();
}
playAlone();
