/** What only the page of a gate has: each metric over time. */
export const history = `
.histories { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1.5rem 1.75rem; margin: 1.25rem 0 1.75rem; }
.history { margin: 0; min-width: 0; } .history figcaption { display: flex; justify-content: space-between; gap: 1rem; margin: 0 0 .35rem; font-size: .8125rem; }
.history figcaption strong { display: inline; font-size: .875rem; } .history > svg { display: block; width: 100%; height: 5.5rem; border-bottom: 1px solid var(--rule); }
.history .trace { fill: none; stroke: var(--muted); stroke-width: 1; stroke-opacity: .7; vector-effect: non-scaling-stroke; }
.history .level { fill: none; stroke: var(--accent); stroke-width: 3; stroke-linecap: butt; vector-effect: non-scaling-stroke; }
.history .ends { display: flex; justify-content: space-between; gap: .75rem; margin-top: .3rem; font-size: .75rem; }
@media print { .history { break-inside: avoid; } }
`;
