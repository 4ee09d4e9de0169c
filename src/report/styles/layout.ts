/** The page, its headings and sections, on a screen, a phone and paper. */
export const layout = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, .masthead, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
.masthead { padding-top: 2.75rem; }
.eyebrow { margin: 0; color: var(--accent); font-size: .8125rem; font-weight: 650; letter-spacing: .06em; text-transform: uppercase; }
h1 { margin: .25rem 0 .35rem; font-size: clamp(1.6rem, 1.2rem + 2vw, 2.25rem); line-height: 1.15; letter-spacing: -.015em; }
h2 { margin: 0 0 .35rem; font-size: 1.3125rem; line-height: 1.25; letter-spacing: -.01em; }
h3 { margin: 1.75rem 0 .35rem; font-size: 1rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
code, .mono { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: .875em; }
.muted, .about { color: var(--muted); }
.about { font-size: .875rem; }
.about p { margin: 0; } .aside { margin: 1rem 0 0; color: var(--muted); font-size: .875rem; }
section { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }
.lead { font-size: 1.1875rem; line-height: 1.5; max-width: 50rem; margin: 1rem 0 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1.25rem 0 0; padding: 0; list-style: none; font-size: .875rem; }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
footer { margin-top: 3.5rem; padding-top: 1.25rem; padding-bottom: 3rem; color: var(--muted); font-size: .8125rem; }
@media (max-width: 42rem) {
  main, .masthead, footer { padding-left: 1rem; padding-right: 1rem; }
  .masthead { padding-top: 1.5rem; }
  section { margin-top: 2.25rem; }
}
@media print {
  @page { margin: 16mm 14mm; }
  body { font-size: 10.5pt; }
  main, .masthead, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .masthead { padding-top: 0; }
  nav { display: none; }
  section { margin-top: 1.5rem; }
  h2, h3 { break-after: avoid; }
  figure, .tile, .finding, .stage, tr { break-inside: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  details:not([open])::details-content { content-visibility: visible; display: block; height: auto; }
}
`;
