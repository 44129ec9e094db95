import { byId } from "./dom.mjs";

/** @import { Entry } from "./entry.mjs" */

const note = byId("export-note");

/**
 * Buttons that save the requests of entries as a file. The emulator removes secrets, so it makes the file.
 * @param {() => readonly Entry[]} entriesShown
 */
export function onExport(entriesShown) {
  for (const button of document.querySelectorAll("[data-exports=har]")) {
    button.addEventListener("click", () => void exportHar(idsOf(entriesShown())));
  }
}

/** @param {readonly string[]} requests Ids. */
async function exportHar(requests) {
  note.hidden = true;
  try {
    const response = await fetch("export", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ requests }),
    });
    const har = await response.json();
    if (!response.ok) return say(har.error);
    save(har);
    const missing = requests.length - har.log.entries.length;
    if (missing > 0) {
      say(
        `The file has ${har.log.entries.length} of ${requests.length} requests: the emulator no longer stores the others.`,
      );
    }
  } catch {
    say("The emulator does not respond, so nothing was exported.");
  }
}

/** @param {readonly Entry[]} entries */
function idsOf(entries) {
  const ids = entries.flatMap(({ item }) =>
    item.steps.flatMap((step) =>
      step.type === "request"
        ? [step.key, ...step.causes.map(({ request }) => request.id)]
        : [step.key],
    ),
  );
  return [...new Set(ids)];
}

/** @param {unknown} har */
function save(har) {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(har, undefined, 2)], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = "requests.har";
  link.click();
  URL.revokeObjectURL(url);
}

/** @param {string} text */
function say(text) {
  note.textContent = text;
  note.hidden = false;
}
