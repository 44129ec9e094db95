/** The one style sheet, inline in every page: few bytes, and nothing to fetch on a public page. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #16202e; --soft: #5a6779; --line: #dfe4ea; --card: #fff;
  --page: #f3f5f8; --brand: #1f5fd0; --brand-ink: #fff; --chip: #e8effc; --chip-ink: #1b4da6;
  --good: #18794e; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --soft: #9aa7b8; --line: #2b3544;
  --card: #161d27; --page: #0d1219; --brand: #6ea1ff; --brand-ink: #0b1526; --chip: #1c2a44;
  --chip-ink: #a9c6ff; --good: #5bd19a; --bad: #ff8a7d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) clamp(1rem, 4vw, 2rem); }
main.narrow { max-width: 34rem; padding-top: clamp(2rem, 12vh, 8rem); }
h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; margin: 0; letter-spacing: -0.015em;
  overflow-wrap: anywhere; }
h2 { font-size: 0.8rem; margin: 0 0 0.9rem; color: var(--soft); font-weight: 600;
  letter-spacing: 0.06em; text-transform: uppercase; }
p { margin: 0.4rem 0 0; }
.soft { color: var(--soft); }
.small { font-size: 0.875rem; }
header { display: flex; gap: 1rem; align-items: center; margin-bottom: 1.75rem; flex-wrap: wrap; }
header > div { flex: 1 1 14rem; min-width: 0; }
.avatar { flex: none; width: 3.5rem; height: 3.5rem; border-radius: 50%; display: grid;
  place-items: center; background: var(--brand); color: var(--brand-ink); font-size: 1.5rem;
  font-weight: 600; text-transform: uppercase; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.9rem;
  padding: 1.25rem 1.4rem; min-width: 0; }
.wide { grid-column: 1 / -1; }
.count { font-size: 2rem; font-weight: 650; line-height: 1.1; font-variant-numeric: tabular-nums;
  letter-spacing: -0.02em; margin: 0; }
.good { color: var(--good); } .bad { color: var(--bad); }
ul.chips { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0; padding: 0; list-style: none; }
ul.chips li { background: var(--chip); color: var(--chip-ink); border-radius: 99px;
  padding: 0.15rem 0.75rem; font-size: 0.9rem; overflow-wrap: anywhere; }
dl { margin: 0; display: grid; grid-template-columns: minmax(6rem, 12rem) 1fr; }
.short { grid-template-columns: 6.5rem 1fr; }
dt, dd { padding: 0.5rem 0; border-top: 1px solid var(--line); margin: 0; }
dt { color: var(--soft); padding-right: 1rem; overflow-wrap: anywhere; }
dd { overflow-wrap: anywhere; font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
  font-size: 0.9rem; }
dl > :nth-child(-n + 2) { border-top: 0; padding-top: 0; }
@media (max-width: 30rem) { dl, .short { grid-template-columns: 1fr; } dt { padding-bottom: 0; }
  dd { border-top: 0; padding-top: 0; } dl > :nth-child(2) { padding-top: 0; } }
a { color: var(--brand); }
button, .button { display: inline-block; font: inherit; font-weight: 600; cursor: pointer;
  border: 1px solid transparent; border-radius: 0.6rem; padding: 0.6rem 1.15rem; min-height: 2.75rem;
  background: var(--brand); color: var(--brand-ink); text-decoration: none; }
button.quiet { background: transparent; color: var(--ink); border-color: var(--line); }
button:hover, .button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
.actions { display: flex; gap: 0.75rem; align-items: center; flex-wrap: wrap; margin-top: 1.25rem; }
input { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line);
  border-radius: 0.6rem; padding: 0.6rem 0.8rem; min-height: 2.75rem; flex: 1 1 12rem; min-width: 0; }
ol { margin: 0; padding-left: 1.4rem; } ol li + li { margin-top: 0.35rem; }
nav { display: flex; gap: 1.1rem; flex-wrap: wrap; margin-top: 1.75rem; }
`;
