import { duration } from "./dom.mjs";
import { ruleNameOf, stepRow, userOf } from "./entry.mjs";
import { isCallback, timeOf } from "./stories.mjs";

/** @import { LoadBalancerEvent, SessionTrace } from "../../model/event.ts" */
/** @import { CognitoStep, Item, RequestStep, Step } from "./stories.mjs" */

/**
 * An arrow of a sequence diagram; something that a participant does by itself goes to itself.
 * @typedef {object} Message
 * @property {string} from
 * @property {string} to
 * @property {string} title
 * @property {string} small Second line; may be empty.
 * @property {boolean} ok
 * @property {boolean} isRequest
 * @property {number | undefined} durationMs
 */

/**
 * A part of a sign-in: one request at the load balancer, or the requests at Cognito in between.
 * @typedef {object} Phase
 * @property {Step[]} steps
 * @property {string} title
 * @property {string} status
 * @property {string} statusClass
 */

/** @type {Readonly<Record<SessionTrace["state"], string>>} */
export const sessionStates = {
  none: "there is no session",
  valid: "the session is valid",
  refreshed: "the session was refreshed",
  expired: "the session has expired",
  invalid: "the session cookie is invalid",
  created: "a session was created",
};

/** @param {Item} item @returns {Phase[]} */
export function phasesOf(item) {
  /** @type {Step[][]} */
  const groups = [];
  for (const step of item.steps) {
    const before = groups.at(-1);
    if (step.type === "cognito" && before?.[0]?.type === "cognito") before.push(step);
    else groups.push([step]);
  }
  return groups.map((steps) => {
    const last = /** @type {Step} */ (steps.at(-1));
    const { status, statusClass } = stepRow(last);
    return { steps, title: phaseTitle(last, item), status, statusClass };
  });
}

/**
 * @param {Step} step
 * @param {Item} item
 */
function phaseTitle(step, item) {
  if (step.type === "cognito") {
    const types = step.events.map(({ type }) => type);
    if (types.some((type) => type.endsWith("-failed"))) return "Cognito refuses";
    if (types.includes("sign-in-page")) return "Cognito shows the sign-in page";
    if (types.includes("sign-up")) return "The user creates an account";
    const challenge = step.events.find(({ type }) => type === "challenge");
    if (challenge) return challenge.message;
    if (types.includes("code-sent")) return "Cognito sends a code";
    return `Cognito signs ${userOf(item) || "the user"} in`;
  }
  const { event } = step;
  const failed = event.response.status >= 400;
  if (isCallback(event)) {
    return failed ? "The load balancer refuses the callback" : "The load balancer gets the tokens";
  }
  if (event.response.by === "target") return `${serviceOf(event)} returns the page`;
  return failed ? "The load balancer refuses" : "The browser asks for the page";
}

/** Shorter waits are the browser's own. */
const shownWaitMs = 100;

/** What is sent during a phase, in order. @param {Phase} phase @returns {Message[]} */
export function messagesOf({ steps }) {
  return steps.flatMap((step, index) => {
    const messages = step.type === "cognito" ? cognitoMessages(step) : requestMessages(step);
    const before = steps[index - 1];
    const [first] = messages;
    if (before === undefined || first === undefined) return messages;
    const waitedMs = timeOf(step) - timeOf(before);
    if (waitedMs < shownWaitMs) return messages;
    return [
      { ...first, small: `After ${duration(waitedMs)} in the browser` },
      ...messages.slice(1),
    ];
  });
}

/** @param {CognitoStep} step */
function cognitoMessages({ events }) {
  const [first] = events;
  if (first === undefined) return [];
  const { method, path, status, durationMs } = first.request;
  const failed = events.some(({ type }) => type.endsWith("-failed"));
  return [
    message("browser", "Cognito", `${method} ${path}`, {
      isRequest: true,
      small: first.client ?? "",
    }),
    ...events.map(({ message: title, type }) =>
      message("Cognito", "Cognito", title, { ok: !type.endsWith("-failed") }),
    ),
    message("Cognito", "browser", responseText(status, events.at(-1)?.type), {
      ok: !failed,
      durationMs,
    }),
  ];
}

/**
 * @param {number} status
 * @param {string | undefined} type
 */
function responseText(status, type) {
  if (type === "authorized") return `${status} to the callback, with a code`;
  if (type === "sign-in-page") return `${status} to the sign-in page`;
  return String(status);
}

/** @param {RequestStep} step */
function requestMessages({ event, log }) {
  const { request, response, session, target, loginSteps, timings } = event;
  const asked = message("browser", "load balancer", `${request.method} ${request.path}`, {
    isRequest: true,
    small: isCallback(event) ? "With the code and the state" : cookieText(event),
  });
  const rule = ruleNameOf(event);
  const decided = message(
    "load balancer",
    "load balancer",
    [`${rule} matched`, session && sessionStates[session.state]].filter(Boolean).join("; "),
    { ok: session?.state !== "invalid" },
  );
  const backChannel = loginSteps
    .filter(({ from, to }) => from !== "browser" && to !== "browser")
    .map(({ from, to, text, ok, durationMs }) => {
      const [title = "", ...small] = text.split(", ");
      return message(from, to, title, {
        small: small.join(", "),
        ok,
        durationMs,
        isRequest: to === "Cognito",
      });
    });
  const service = serviceOf(event);
  const forwarded =
    target === undefined
      ? []
      : [
          message(
            "load balancer",
            service,
            `${request.method} ${target.rewrittenUrl ?? request.path}`,
            {
              isRequest: true,
              small: [oidcText(event), stickyText(event)].filter(Boolean).join(". "),
            },
          ),
          message(service, "load balancer", String(target.status ?? "no response"), {
            ok: target.status !== undefined && target.status < 400,
            durationMs: timings.targetMs,
            small: log?.fields.code ?? "",
          }),
        ];
  return [
    asked,
    ...(event.matchedRule === undefined ? [] : [decided]),
    ...backChannel,
    ...forwarded,
    message("load balancer", "browser", sentText(event), {
      small: setCookieText(event),
      ok: response.status < 400 && response.status !== 0,
      durationMs: target === undefined ? timings.totalMs - timings.loginMs : undefined,
    }),
  ];
}

/** @param {LoadBalancerEvent} event */
function sentText({ response, errorReason }) {
  const { status, location } = response;
  if (status === 0) return "connection closed without a response";
  if (location === undefined) return [status, errorReason].filter(Boolean).join(", ");
  const { pathname } = new URL(location);
  return `${status} to ${pathname === "/oauth2/authorize" ? "Cognito" : pathname}`;
}

/** @param {LoadBalancerEvent} event */
function cookieText({ session, request }) {
  if (session === undefined) return "";
  const { cookieName } = session;
  const sent = request.cookies.filter(({ name }) => name.startsWith(cookieName)).length;
  return sent === 0 ? `No ${cookieName}` : `With ${cookieName} in ${shards(sent)}`;
}

/** @param {LoadBalancerEvent} event */
function setCookieText({ response }) {
  const set = response.cookies.filter(({ isRemoved }) => !isRemoved).map(({ name }) => name);
  return set.length === 0 ? "" : `Sets ${set.join(", ")}`;
}

/** @param {LoadBalancerEvent} event */
function oidcText({ target }) {
  const names = (target?.headers ?? [])
    .map(({ name }) => name)
    .filter((name) => name.startsWith("x-amzn-oidc-"));
  return names.length === 0 ? "Without x-amzn-oidc headers" : `With ${names.join(", ")}`;
}

/** @param {LoadBalancerEvent} event */
function stickyText({ target }) {
  const cookies = target?.boundBy ?? [];
  return cookies.length === 0 ? "" : `The same target as before, by ${cookies.join(" and ")}`;
}

/** @param {LoadBalancerEvent} event */
export function serviceOf({ target }) {
  return target?.service ?? "target";
}

/** @param {number} count */
function shards(count) {
  return count === 1 ? "1 shard" : `${count} shards`;
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string} title
 * @param {Partial<Message>} [more]
 * @returns {Message}
 */
function message(from, to, title, more = {}) {
  return { from, to, title, small: "", ok: true, isRequest: false, durationMs: undefined, ...more };
}
