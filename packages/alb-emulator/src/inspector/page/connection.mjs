import { byId, el } from "./dom.mjs";

/** @import { NumberedEvent } from "../event-log.ts" */

/** As many as the server stores. */
const maxWaiting = 1000;

/**
 * Receives events; a burst of them is drawn once a frame. While the page is paused they wait.
 * @param {(events: readonly NumberedEvent[]) => void} onEvents
 */
export function connect(onEvents) {
  const pause = byId("pause");
  let isPaused = false;
  let isDrawing = false;
  let last = 0;
  /** @type {NumberedEvent[]} */
  let waiting = [];

  function draw() {
    isDrawing = false;
    if (isPaused) return showPause();
    const events = waiting;
    waiting = [];
    onEvents(events);
  }

  function drawSoon() {
    if (isDrawing) return;
    isDrawing = true;
    requestAnimationFrame(draw);
  }

  function showPause() {
    pause.setAttribute("aria-pressed", String(isPaused));
    const text = isPaused ? `Resume (${waiting.length})` : "Pause";
    byId("pause-text").textContent = text;
    pause.setAttribute("aria-label", text);
  }

  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    showPause();
    drawSoon();
  });

  /** Of the emulator's start: after a restart its numbers begin at 1 again. */
  let log = "";

  /** @param {MessageEvent<string>} message */
  function receive({ data, lastEventId }) {
    /** @type {NumberedEvent} */
    const event = JSON.parse(data);
    const [sender = ""] = lastEventId.split(":", 1);
    if (sender !== log) last = 0;
    log = sender;
    // After a reconnection the server may send the same events again.
    if (event.number <= last) return;
    last = event.number;
    waiting.push(event);
    if (waiting.length > maxWaiting) waiting.shift();
    drawSoon();
  }

  function open() {
    const source = new EventSource("events");
    source.addEventListener("message", receive);
    source.addEventListener("open", () => showConnection(true));
    source.addEventListener("error", () => showConnection(false));
    return source;
  }

  let source = open();
  byId("reconnect").addEventListener("click", () => {
    source.close();
    source = open();
  });
}

/** @param {boolean} isLive */
function showConnection(isLive) {
  byId("lost").hidden = isLive;
  byId("connection").replaceChildren(
    el(isLive ? "span.dot" : "span.dot.lost"),
    isLive ? " Live" : " Not connected",
  );
}
