/** Small charts that fill their place, side by side. */
export const plots = `
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); gap: 1.5rem 1.75rem; margin-top: 1.25rem; }
.plot { margin: 0; min-width: 0; } .plot figcaption { margin: 0 0 .35rem; font-size: .8125rem; } .plot figcaption strong { display: inline; font-size: .875rem; }
.plot > svg { display: block; width: 100%; height: 6.5rem; border-bottom: 1px solid var(--rule); overflow: hidden; }
.plot .all { fill: var(--track); } .plot .own { fill: var(--accent); fill-opacity: .85; }
.plot .line { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; } .plot .line.all { stroke: var(--muted); stroke-width: 1.25; stroke-dasharray: 3 2; }
.ticks { position: relative; height: 1.25rem; color: var(--muted); font-size: .75rem; font-variant-numeric: tabular-nums; }
.tick { position: absolute; top: .15rem; transform: translateX(-50%); white-space: nowrap; } .tick.first { transform: none; } .tick.last { transform: translateX(-100%); }
.plot .area { fill: var(--accent-soft); fill-opacity: .55; } .plot .limit { fill: none; stroke: var(--muted); stroke-width: 1; stroke-dasharray: 3 3; vector-effect: non-scaling-stroke; }
@media (max-width: 42rem) { .plots { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem 1rem; } }
`;
