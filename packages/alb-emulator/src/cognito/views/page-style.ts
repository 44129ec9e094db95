/** Inlined into every page: no second request, and nothing to be cached wrongly. */
export const pageStyle = `
:root{--ink:#16202c;--soft:#5a6878;--line:#dbe2ea;--paper:#fff;--back:#eef2f7;--brand:#3451d1;--brand-ink:#fff;--warn:#8a4b00;--warn-back:#fff3dc;--bad:#9b1c1c;--bad-back:#fdecec;--ok:#14633b;--ok-back:#e5f6ec}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf4;--soft:#9fadbd;--line:#2c3848;--paper:#172130;--back:#0d141e;--brand:#8ea5ff;--brand-ink:#0d1430;--warn:#ffd28a;--warn-back:#3a2a10;--bad:#ffb4b4;--bad-back:#431c1f;--ok:#9ce3bb;--ok-back:#123524}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:radial-gradient(60rem 40rem at 20% -10%,color-mix(in srgb,var(--brand) 18%,transparent),transparent),var(--back)}
main{max-width:27rem;margin:0 auto;padding:8vh 1rem 3rem}
.card{background:var(--paper);border:1px solid var(--line);border-radius:16px;padding:2rem;box-shadow:0 18px 50px -24px rgba(15,30,60,.45)}
header{display:flex;gap:.9rem;align-items:center;margin-bottom:1.2rem}
.mark{flex:none;width:3rem;height:3rem;border-radius:12px;display:grid;place-items:center;font-weight:700;font-size:1.3rem;color:var(--brand-ink);background:linear-gradient(135deg,var(--brand),color-mix(in srgb,var(--brand) 55%,#0aa))}
h1{font-size:1.4rem;line-height:1.2;margin:0}
.pool{margin:0;color:var(--soft);font-size:.85rem;letter-spacing:.02em}
h2{font-size:.8rem;text-transform:uppercase;letter-spacing:.08em;color:var(--soft);margin:0 0 .6rem}
.lead{color:var(--soft);margin:0 0 1.2rem}
.lead b{color:var(--ink);overflow-wrap:anywhere}
label{display:block;font-size:.9rem;font-weight:600;margin-bottom:1rem}
input{display:block;width:100%;margin-top:.35rem;font:inherit;font-weight:400;color:inherit;background:transparent;border:1px solid var(--line);border-radius:10px;padding:.65rem .8rem}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid color-mix(in srgb,var(--brand) 55%,transparent);outline-offset:1px;border-color:var(--brand)}
button{width:100%;font:inherit;font-weight:650;cursor:pointer;border:0;border-radius:10px;padding:.75rem 1rem;color:var(--brand-ink);background:var(--brand)}
button:hover{filter:brightness(1.08)}
a{color:var(--brand)}
.links{display:flex;justify-content:space-between;gap:1rem;margin:1rem 0 0;font-size:.9rem}
button.link{width:auto;padding:0;background:none;color:var(--brand);font-weight:400;font-size:.9rem;text-decoration:underline}
.demo{margin-top:1.6rem;padding-top:1.3rem;border-top:1px solid var(--line)}
button.person{display:flex;align-items:center;gap:.8rem;text-align:left;color:inherit;background:transparent;border:1px solid var(--line);margin-bottom:.5rem;padding:.55rem .8rem;font-weight:400}
button.person:hover{border-color:var(--brand);background:color-mix(in srgb,var(--brand) 7%,transparent);filter:none}
.person b{display:block;font-size:.92rem;overflow-wrap:anywhere}.person small{color:var(--soft);display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.face{flex:none;width:2.1rem;height:2.1rem;border-radius:50%;display:grid;place-items:center;font-weight:700;background:color-mix(in srgb,var(--brand) 16%,transparent)}
.go{margin-left:auto;color:var(--soft)}
.policy{margin:-.5rem 0 1.2rem;padding-left:1.1rem;color:var(--soft);font-size:.85rem}
.fault,.notice{border-radius:10px;padding:.7rem .9rem;margin:0 0 1.2rem;font-size:.92rem}
.fault{color:var(--bad);background:var(--bad-back)}.notice{color:var(--ok);background:var(--ok-back)}
.code{font:600 1.05rem ui-monospace,Consolas,monospace;color:var(--bad);margin:0 0 1rem;overflow-wrap:anywhere}
.why{white-space:pre-wrap;overflow-wrap:anywhere;font:.85rem/1.55 ui-monospace,Consolas,monospace;background:var(--back);border:1px solid var(--line);border-radius:10px;padding:.9rem;margin:0 0 1.2rem}
code{font-family:ui-monospace,Consolas,monospace;font-size:.9em}
aside{margin-top:1.2rem}
.local{margin:0;padding:.7rem 1rem;border-radius:12px;font-size:.85rem;color:var(--warn);background:var(--warn-back)}
`;
