/** Colours by role. Text on its ground keeps a contrast of at least 4.5 to 1, in light and in dark. */
const light = `
  --paper: #ffffff; --panel: #f5f8f9; --ink: #14212b; --muted: #536471; --rule: #d9e1e6; --grid: #e9eef1;
  --accent: #0a6c86; --accent-soft: #a9d3de; --track: #e3eaee;
  --error: #b3261e; --error-soft: #fcebe9; --warning: #865400; --warning-soft: #fdf2da;
  --info: #2a5d8f; --info-soft: #e9f1f9; --good: #1c6b43; --good-soft: #e3f3ea; --neutral-soft: #eaeff2;
  --series-1: #0a6c86; --series-2: #e0923a; --series-3: #7d66b0; --series-4: #5aa374; --series-5: #c6607b; --series-6: #98a4ad;
  --part-busy: #0a6c86; --part-wait: #6fb3c4; --part-loop: #e0923a; --part-starved: #dde4e8; --part-blocked: #b3bfc7;
`;

const dark = `
  --paper: #0e161c; --panel: #16212a; --ink: #e4ecf1; --muted: #9db0bd; --rule: #2b3a46; --grid: #1f2c36;
  --accent: #58c0da; --accent-soft: #235c6c; --track: #24323d;
  --error: #ff8f85; --error-soft: #3a1b1b; --warning: #f2bd62; --warning-soft: #35280f;
  --info: #86bdf0; --info-soft: #162a3d; --good: #74d2a0; --good-soft: #12301f; --neutral-soft: #22303a;
  --series-1: #58c0da; --series-2: #e7a35a; --series-3: #a995dc; --series-4: #79c294; --series-5: #e28aa1; --series-6: #8695a1;
  --part-busy: #58c0da; --part-wait: #2c7488; --part-loop: #e7a35a; --part-starved: #2a3843; --part-blocked: #556672;
`;

/** The colours as custom properties; paper is always light. */
export const tokens = `
:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
@media print { :root { color-scheme: light; } }
`;

/** Colours of a series, in the order they are given out. */
export const seriesColors: readonly string[] = [1, 2, 3, 4, 5, 6].map((index) => `var(--series-${index})`);
