/** What only the page of a dataset of images has: pictures beside their numbers. */
export const images = `
.means, .shots, .pairs { display: flex; flex-wrap: wrap; gap: 1rem 1.25rem; margin-top: .75rem; }
.mean { margin: 0; width: 9.5rem; } .mean img { display: block; border-radius: 4px; image-rendering: auto; } .mean figcaption { margin: .35rem 0 0; font-size: .8125rem; overflow-wrap: anywhere; } .mean figcaption strong { font-size: .875rem; }
.shot { margin: 0; width: 10rem; } .shot img { display: block; max-width: 100%; max-height: 10rem; border-radius: 4px; } .shot figcaption { margin: .3rem 0 0; font-size: .8125rem; overflow-wrap: anywhere; } .shot figcaption code { font-size: .75rem; } .shot figcaption span { display: block; }
.nothing { display: grid; place-items: center; width: 100%; height: 6rem; border-radius: 4px; background: var(--panel); color: var(--muted); font-size: .8125rem; }
.pair { display: flex; flex-wrap: wrap; gap: .25rem .75rem; width: 21rem; max-width: 100%; padding-top: .5rem; border-top: 1px solid var(--grid); } .pair p { width: 100%; margin: 0; font-size: .8125rem; }
@media print { .mean, .shot, .pair { break-inside: avoid; } }
`;
