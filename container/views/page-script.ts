/**
 * Counts the token's remaining time down, and asks again when a page comes back out of the browser's
 * Back cache, where it could show a user who has left. The pages say the same without it.
 */
export const pageScript = `
"use strict";
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
const count = document.querySelector("[data-expires-at]");
if (count) {
  const end = Date.parse(count.dataset.expiresAt);
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const pad = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(left / 3600);
    const rest = pad(Math.floor(left / 60) % 60) + ":" + pad(left % 60);
    count.textContent = left === 0 ? "expired" : hours > 0 ? hours + ":" + rest : rest;
    if (left === 0) clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
}
`;
