/** @import { LoadBalancerEvent } from "../../model/event.ts" */

/**
 * One thing that is not as in the original.
 * @typedef {object} Difference
 * @property {string} name
 * @property {string} before
 * @property {string} after
 */

/** They differ every time. */
const ignored = new Set([
  "date",
  "x-request-id",
  "etag",
  "x-local-inspector",
  "connection",
  "keep-alive",
]);

/**
 * What differs between two responses, and how they came about.
 * @param {LoadBalancerEvent} original
 * @param {LoadBalancerEvent} event
 * @returns {Difference[]}
 */
export function differencesOf(original, event) {
  const [before, after] = [aspectsOf(original), aspectsOf(event)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const [one = "none", other = "none"] = [before.get(name), after.get(name)];
    return one === other ? [] : [{ name, before: one, after: other }];
  });
}

/** @param {LoadBalancerEvent} event */
function aspectsOf({ response, session, ruleEvaluations, errorReason, target }) {
  const rule = ruleEvaluations.find(({ matched }) => matched);
  /** @type {Map<string, string>} */
  const aspects = new Map();
  const put = (/** @type {string} */ name, /** @type {string | number | undefined} */ value) => {
    if (value !== undefined && value !== "") aspects.set(name, String(value));
  };
  put("Status", response.status);
  put("Response by", response.by);
  put("Rule", rule?.origin?.name ?? rule?.priority);
  put("User", session?.user);
  put("Service", target?.service);
  put("Error reason", errorReason);
  put("Location", response.location?.replace(/([?&](?:state|nonce|code)=)[^&]*/g, "$1…"));
  for (const { name, value } of response.headers) {
    const key = name.toLowerCase();
    if (ignored.has(key) || key === "location") continue;
    aspects.set(key, aspects.has(key) ? `${aspects.get(key)}, ${value}` : value);
  }
  put("Cookies set", response.cookies.map(({ name }) => name).join(", "));
  return aspects;
}
