/** What only the page of a label review has: players and pictures that fit beside the evidence. */
export const review = `
audio { display: block; width: 13rem; height: 2.25rem; }
.hear { width: 12rem; margin-bottom: .5rem; overflow-wrap: anywhere; } .hear audio { width: 12rem; }
td img, th img { display: block; max-width: 8rem; max-height: 6rem; margin: .25rem 0; border-radius: 3px; }
@media screen and (prefers-color-scheme: dark) { audio { color-scheme: dark; } }
`;
