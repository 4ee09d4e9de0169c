/** What only the page of a label review has: players that fit beside the evidence. */
export const review = `
audio { display: block; width: 13rem; height: 2.25rem; }
.hear { width: 12rem; margin-bottom: .5rem; overflow-wrap: anywhere; } .hear audio { width: 12rem; }
@media screen and (prefers-color-scheme: dark) { audio { color-scheme: dark; } }
`;
