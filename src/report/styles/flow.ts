/** The stages of a pipeline as a flow of cards: side by side on a screen, below one another on a phone. */
export const flow = `
.flow { display: flex; flex-wrap: wrap; gap: 1.25rem 1.75rem; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.stage { position: relative; flex: 1 1 10.5rem; max-width: 15rem; padding: .8rem .9rem .85rem; border: 1px solid var(--rule); border-radius: 10px; background: var(--paper); }
.stage + .stage::before { content: ""; position: absolute; left: -1.3rem; top: 50%; width: .5rem; height: .5rem; margin-top: -.25rem;
  border: solid var(--muted); border-width: 2px 2px 0 0; transform: rotate(45deg); }
.stage + .stage::after { content: ""; position: absolute; z-index: -1; right: 100%; top: 50%; width: 1.75rem; height: calc(2px + var(--inflow, 0) * 2.5rem); transform: translateY(-50%); background: var(--accent-soft); }
.stage + .stage::before { border-color: var(--ink); }
.stage.binding { border-color: var(--error); box-shadow: 0 0 0 1px var(--error); }
.stage .name { font-weight: 650; line-height: 1.3; } .stage .kind { color: var(--muted); font-size: .8125rem; }
.stage .badge { position: absolute; top: -.7rem; left: .75rem; border: 1px solid var(--error); }
.bar { height: .5rem; margin: .55rem 0 .3rem; border-radius: 99px; background: var(--track); overflow: hidden; }
.bar span { display: block; height: 100%; border-radius: 99px; background: var(--accent); } .binding .bar span { background: var(--error); }
.stage .facts { font-size: .8125rem; color: var(--muted); font-variant-numeric: tabular-nums; } .stage .facts strong { color: var(--ink); font-weight: 600; }
@media screen and (max-width: 42rem) {
  .flow { flex-direction: column; gap: 1.6rem; }
  .stage { max-width: none; flex: none; }
  .stage + .stage::after { right: auto; left: 50%; top: auto; bottom: 100%; width: calc(2px + var(--inflow, 0) * 4rem); height: 1.6rem; transform: translateX(-50%); }
  .stage + .stage::before { left: 50%; top: -1.15rem; margin: 0 0 0 -.25rem; transform: rotate(135deg); }
}
`;
