/** Tiles, badges, findings, tables and figures. */
export const components = `
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.25rem, 1fr)); gap: .75rem; margin: 1.75rem 0 0; padding: 0; }
.tile { background: var(--panel); border-radius: 10px; padding: .85rem 1rem .9rem; display: flex; flex-direction: column; }
.tile dt { color: var(--muted); font-size: .8125rem; }
.tile dd { margin: 0; }
.tile .value { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: 1.1875rem; font-weight: 620; line-height: 1.25; letter-spacing: -.015em; font-variant-numeric: tabular-nums; }
.tile .note { color: var(--muted); font-size: .8125rem; line-height: 1.4; }
.tile.warning .value { color: var(--warning); } .tile.error .value { color: var(--error); } .tile.good .value { color: var(--good); }
.badge { display: inline-block; padding: .05rem .5rem; border-radius: 99px; font-size: .75rem; font-weight: 650; white-space: nowrap;
  background: var(--neutral-soft); color: var(--muted); }
.badge.error { background: var(--error-soft); color: var(--error); } .badge.warning { background: var(--warning-soft); color: var(--warning); }
.badge.info { background: var(--info-soft); color: var(--info); } .badge.good { background: var(--good-soft); color: var(--good); }
.banner { margin: 1.5rem 0 0; padding: 1.1rem 1.25rem; border-radius: 10px; border-left: 5px solid var(--muted); background: var(--neutral-soft); }
.banner p { margin: .15rem 0 0; max-width: 52rem; } .banner .word { font-size: 1.5rem; font-weight: 680; letter-spacing: -.01em; }
.banner.error { background: var(--error-soft); border-color: var(--error); } .banner.error .word { color: var(--error); }
.banner.warning { background: var(--warning-soft); border-color: var(--warning); } .banner.warning .word { color: var(--warning); }
.banner.good { background: var(--good-soft); border-color: var(--good); } .banner.good .word { color: var(--good); }
.banner.info { background: var(--info-soft); border-color: var(--info); } .banner.info .word { color: var(--info); }
.made { display: inline-block; color: var(--muted); font-size: .75rem; font-weight: 500; border: 1px solid var(--rule); border-radius: 99px; padding: 0 .5rem; vertical-align: .1em; }
section > h2:has(+ .made) { display: inline-block; margin-right: .75rem; } section > .made { margin: 0 0 .75rem; }
.findings { list-style: none; margin: 1rem 0 0; padding: 0; }
.finding { display: grid; grid-template-columns: 5.25rem minmax(0, 1fr); gap: .25rem .75rem; padding: .8rem 0; border-top: 1px solid var(--grid); }
.findings > .finding:first-child { border-top: 0; }
.finding p { margin: 0; } .finding .message { font-weight: 550; }
.finding .facts { color: var(--muted); font-size: .875rem; max-width: none; }
.finding details { font-size: .875rem; margin-top: .2rem; } .finding details ul { margin: .25rem 0 0; padding-left: 1.2rem; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
@media (max-width: 42rem) { .finding { grid-template-columns: minmax(0, 1fr); } }
.scroll { overflow-x: auto; margin: 1rem 0 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: .4rem; font-size: .875rem; }
caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 2rem); }
th, td { padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); overflow-wrap: normal; }
thead th { color: var(--muted); font-weight: 550; font-size: .8125rem; border-bottom-color: var(--rule); vertical-align: bottom; }
tbody th { font-weight: 550; overflow-wrap: anywhere; min-width: 7.5rem; position: sticky; left: 0; background: var(--paper); }
th.number, td.number { text-align: right; white-space: nowrap; } td.wide { min-width: 16rem; }
th:last-child, td:last-child { padding-right: 0; }
@media print { .command { white-space: pre-wrap; } .scroll { overflow: visible; } table { font-size: 8pt; }
  thead th, caption { font-size: inherit; } th, td { padding-right: .4rem; } th.number, td.number { white-space: normal; }
  tbody th { min-width: 0; position: static; } .columns { grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); } td.wide { min-width: 0; } }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 0 2rem; }
figure { margin: 1.5rem 0 0; } figcaption { margin-bottom: .5rem; font-size: .875rem; color: var(--muted); max-width: 46rem; }
figcaption strong { display: block; color: var(--ink); font-weight: 620; font-size: .9375rem; }
.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
.chart.wide { max-width: 63rem; } .chart.narrow { display: none; max-width: 30rem; }
@media screen and (max-width: 42rem) { .chart.wide { display: none; } .chart.narrow { display: block; } }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .35rem 0 .5rem; padding: 0; list-style: none; font-size: .8125rem; color: var(--muted); }
.swatch { display: inline-block; width: .75rem; height: .75rem; border-radius: 3px; margin-right: .4rem; vertical-align: -.06rem; }
.glossary { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1rem; margin: 1rem 0 0; font-size: .875rem; }
.glossary dt { font-weight: 550; } .glossary dd { margin: 0; color: var(--muted); }
@media (max-width: 42rem) { .glossary { grid-template-columns: minmax(0, 1fr); gap: 0; } .glossary dd { margin-bottom: .5rem; } }
.command { display: block; margin: .4rem 0 1rem; padding: .7rem .9rem; border-radius: 8px; background: var(--panel); white-space: pre; overflow-x: auto; }
`;
