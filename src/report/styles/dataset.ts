/** What only the page of a dataset has: filters, small plots, bars in tables, clips. */
export const dataset = `
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: .25rem 0 0; font-size: .875rem; }
.finding:target, .clips :target { animation: arrive 2s; } @keyframes arrive { from { background: var(--accent-soft); } }
.finding, .clips, section { scroll-margin-top: 1rem; }
.filters { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: 1rem -.75rem 0; padding: .7rem .75rem;
  background: var(--panel); border: 1px solid var(--rule); border-radius: 10px; font-size: .875rem; }
.filters label, .filters .range { display: inline-flex; flex-wrap: wrap; align-items: center; gap: .15rem .5rem; color: var(--muted); }
.filters select, .filters button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--rule); border-radius: 6px; padding: .3rem .6rem; max-width: 15rem; min-height: 2rem; }
.filters button { cursor: pointer; } .filters button:hover, .filters select:hover { border-color: var(--accent); }
.filters input[type=range] { width: 6rem; accent-color: var(--accent); } .filters output { min-width: 3.25rem; color: var(--ink); font-variant-numeric: tabular-nums; }
.filters .hint { flex-basis: 100%; display: none; font-weight: 600; } .is-filtered .filters .hint { display: block; }
.state { margin: .75rem 0 0; color: var(--muted); font-size: .875rem; } .is-filtered .state, .key { display: none; } .is-filtered .key { display: block; margin-top: .75rem; }
.is-filtered .plots .own { fill-opacity: .6; } .is-filtered .plots .all { fill: var(--part-blocked); }
.is-filtered .plots .line { fill: none; }
.plot .brush { fill: var(--accent-soft); fill-opacity: .45; } .is-live [data-durations] svg { cursor: crosshair; touch-action: pan-y; }
.numbers { font-size: .8125rem; } .numbers table { margin-top: .25rem; font-size: .8125rem; } .numbers tbody th { position: static; min-width: 0; font-weight: 400; } .numbers th, .numbers td { padding-top: .15rem; padding-bottom: .15rem; }
.columns > .tall, .columns > div { margin-top: 1.5rem; min-width: 0; } .tall { max-height: 24rem; overflow-y: auto; }
caption strong { color: var(--ink); font-weight: 620; font-size: .9375rem; display: block; }
.bars th, .bars td { border-bottom: 0; padding: .2rem .6rem .2rem 0; vertical-align: middle; } .bars tbody th { position: static; width: 42%; min-width: 5.5rem; max-width: 15rem; font-weight: 500; }
.bars td.number { width: 1%; padding-left: .6rem; } .bars td.track { position: relative; min-width: 6rem; padding-right: 0; }
.track .fill, .track .ghost, .stack { display: block; height: .8rem; border-radius: 2px; } .fill { background: var(--accent); position: relative; } .fill.bad { background: var(--error); } .fill.quiet { background: var(--accent-soft); }
.ghost { position: absolute; left: 0; background: var(--track); } .stack { display: flex; overflow: hidden; } .stack span { height: 100%; }
.bars thead th { border-bottom: 0; }
.chance { position: absolute; top: .1rem; bottom: .1rem; border-left: 2px solid var(--ink); }
button.pick { font: inherit; font-weight: inherit; color: inherit; background: none; border: 0; padding: .05rem .3rem; margin-left: -.3rem; text-align: left; cursor: pointer; border-radius: 4px; overflow-wrap: anywhere; }
button.pick:hover { background: var(--panel); text-decoration: underline; } button.pick[aria-pressed=true] { background: var(--accent); color: var(--paper); }
.ranges th, .ranges td { padding-top: .22rem; padding-bottom: .22rem; border-bottom: 0; } .ranges tbody th { width: 24%; font-weight: 500; } .ranges .axis span { font-weight: 400; } .ranges .axis { padding-right: 0; } .axis div { display: flex; justify-content: space-between; }
.range { position: relative; min-width: 9rem; } .range span { position: absolute; top: 50%; } .ranges td.range { padding: 0; }
.range { height: 1.5rem; } .range .line { height: 2px; margin-top: -1px; background: var(--accent); } .range .half { height: .65rem; margin-top: -.325rem; border-radius: 2px; background: var(--accent-soft); }
.range .median { width: 3px; height: .95rem; margin: -.475rem 0 0 -1.5px; background: var(--accent); } .range .overall { top: 0; bottom: 0; border-left: 1px dashed var(--muted); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1.5rem 2rem; margin-top: 1rem; }
.card { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .25rem 1rem; align-content: start; min-width: 0; } .card h3 { grid-column: 1 / -1; margin: 0; font-size: .9375rem; }
.card h3 .muted { font-weight: 400; } .card .plot > svg { height: 4rem; } .card .plot figcaption strong { font-size: .75rem; font-weight: 500; color: var(--muted); } .card .tick { font-size: .6875rem; } .card .plot { overflow: hidden; }
.clips { margin-top: 1rem; border-top: 1px solid var(--grid); padding-top: .75rem; } .clips h3 { display: inline; margin: 0; } .clips summary .muted { display: inline; margin-left: .35rem; font-size: .875rem; } .clips > div { scroll-margin-top: 3.5rem; } .clips .facts { margin: .15rem 0 0; color: var(--muted); font-size: .875rem; max-width: none; } .clips .scroll { margin-top: .5rem; }
.clips tbody th { font-weight: 400; width: 25%; max-width: 18rem; } .clips td:nth-child(2) { max-width: 12rem; overflow-wrap: anywhere; } .clips tbody .muted, .clips .seen + .muted { display: block; font-size: .8125rem; font-weight: 400; } .clips tbody th, .clips td { vertical-align: middle; }
.faded { opacity: .3; } .faded:focus-within, .faded:hover { opacity: 1; } .pictured { min-width: 15rem; width: 40%; } .picture svg, .picture img { display: block; width: 100%; } .picture svg { height: 2.25rem; background: var(--panel); border-radius: 4px 4px 0 0; } .picture path { fill: var(--accent); stroke: var(--accent); stroke-width: .6; vector-effect: non-scaling-stroke; }
.picture img { height: 3rem; image-rendering: auto; border-radius: 0 0 4px 4px; } audio { display: block; width: 14rem; height: 2.25rem; }
@media screen and (prefers-color-scheme: dark) { audio { color-scheme: dark; } }
@media screen and (max-width: 42rem) { .clips thead { display: none; } .clips table, .clips tbody, .clips tr, .clips th, .clips td { display: block; width: auto; min-width: 0; max-width: none; border: 0; padding: 0; }
  .clips tr { padding: .75rem 0; border-bottom: 1px solid var(--grid); } .clips td { margin-top: .3rem; } .clips tbody th { position: static; width: auto; max-width: none; } .clips td:nth-child(2) { max-width: none; } .clips .seen + .muted { display: inline; margin-left: .5rem; } audio { width: 100%; } }
@media (max-width: 42rem) { .filters { margin: 1rem 0 0; } .plots { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem 1rem; } .plot figcaption { min-height: 2.6em; } .card .plot figcaption { min-height: 0; } .filters { position: static; } }
@media print { .filters, audio { display: none !important; } .tall { max-height: none; } .card, .picture, .plot { break-inside: avoid; } .plots { grid-template-columns: repeat(3, 1fr); } .numbers { display: none; } .cards { grid-template-columns: repeat(2, 1fr); }
  .bars tbody th, .ranges tbody th { width: auto; } .pictured { min-width: 0; } .range, .track { min-width: 4rem; } }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } .finding:target, .clips :target { animation: none; } }
`;
