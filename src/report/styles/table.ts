/** What only a page with the columns of a table has: their list, their cards, gaps and associations. */
export const table = `
.column-list td, .column-list th { vertical-align: middle; } .column-list .spark { width: 8rem; min-width: 6rem; }
.spark svg { display: block; width: 100%; height: 1.6rem; } .spark path { fill: var(--accent); }
.spark .parts { display: flex; height: .8rem; border-radius: 3px; overflow: hidden; background: var(--track); } .parts span { border-right: 1px solid var(--paper); background: var(--accent); }
.parts span:nth-child(n+2) { opacity: .75; } .parts span:nth-child(n+3) { opacity: .55; } .parts span:nth-child(n+4) { opacity: .4; } .parts .rest { background: transparent; }
.gap { display: inline-block; width: 3.5rem; height: .5rem; border-radius: 2px; background: var(--track); margin-right: .5rem; vertical-align: .05rem; overflow: hidden; } .gap span { display: block; height: 100%; background: var(--warning); }
.column-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 1.75rem 2rem; margin-top: 1.25rem; }
.column-card { min-width: 0; border-top: 1px solid var(--grid); padding-top: .75rem; scroll-margin-top: 1rem; } .column-card h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; } .column-card h3 .badge { margin-left: .35rem; font-weight: 600; }
.column-card .why { margin: .1rem 0 .6rem; color: var(--muted); font-size: .8125rem; } .column-card .plot > svg { height: 5rem; } .column-card .plot figcaption { display: none; }
.column-card .bars { margin-top: .25rem; font-size: .8125rem; } .column-card .bars caption { display: none; } .column-card .bars tbody th { min-width: 4rem; }
.facts-list { display: grid; grid-template-columns: repeat(2, auto minmax(0, 1fr)); gap: .1rem .6rem; margin: .6rem 0 0; font-size: .8125rem; font-variant-numeric: tabular-nums; } .facts-list dt { color: var(--muted); } .facts-list dd { margin: 0; overflow-wrap: anywhere; }
.matrix { width: auto; } .matrix td { padding: .3rem .4rem; text-align: center; border: 1px solid var(--paper); min-width: 2.6rem; font-size: .75rem; font-variant-numeric: tabular-nums; } .matrix thead th { vertical-align: bottom; padding: .2rem .4rem; font-weight: 500; max-width: 6rem; overflow-wrap: anywhere; text-align: center; }
.matrix td.there { background: var(--panel); } .matrix td.missing { background: var(--warning); color: var(--paper); } .matrix tbody th { font-weight: 500; min-width: 6rem; max-width: 14rem; } .matrix td.number { text-align: right; }
.heat { position: relative; } .heat i { position: absolute; inset: 0; background: var(--accent); } .heat i.minus { background: var(--error); } .heat b { position: relative; font-weight: 500; }
.key-note { color: var(--muted); font-size: .8125rem; }
@media (max-width: 42rem) { .column-list .spark { min-width: 5rem; } }
@media print { .column-card { break-inside: avoid; } .column-cards { grid-template-columns: repeat(2, 1fr); } }
`;
