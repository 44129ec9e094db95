import { code, el, icon } from "./dom.mjs";
import { ruleName } from "./entry.mjs";

/** @import { LoadBalancerEvent, RuleDescription, RuleEvaluation, RuleReference } from "../../model/event.ts" */

/** The matched rule first and large, the others folded. @param {LoadBalancerEvent} event */
export function rulesOf({ ruleEvaluations, matchedRule, rulesNotEvaluated, application }) {
  const matched = ruleEvaluations.find((rule) => rule.matched);
  const misses = ruleEvaluations.filter((rule) => !rule.matched);
  return el(
    "div.box",
    {},
    matched && matchedRule && hitOf(matched, matchedRule),
    misses.length > 0 &&
      othersOf(
        `${count(misses.length, "rule")} before it did not match`,
        misses.map((rule) => [rule, rule.mismatches.join(", and ")]),
      ),
    rulesNotEvaluated.length > 0 &&
      othersOf(
        `${count(rulesNotEvaluated.length, "rule")} after it ${rulesNotEvaluated.length === 1 ? "was" : "were"} not evaluated`,
        rulesNotEvaluated.map((rule) => [rule, "not evaluated"]),
      ),
    matched &&
      el(
        "details.misses",
        {},
        el("summary", {}, "Terraform address"),
        el("p.address", {}, code(addressOf(matched.address)), " in stack ", code(application)),
      ),
  );
}

/**
 * @param {RuleEvaluation} rule
 * @param {RuleDescription} description
 */
function hitOf({ origin, priority, ...rule }, { when, access, action }) {
  const line = origin?.line === undefined ? "" : `:${origin.line}`;
  return el(
    "div.hit",
    {},
    el(
      "div.head",
      {},
      el("b", {}, icon("check"), " ", code(ruleName({ origin, priority, ...rule })), " matched"),
      el(
        "span.muted",
        {},
        priority === "default" ? "default" : `priority ${priority}`,
        origin && [" · ", code(`${origin.file}${line}`)],
      ),
    ),
    el(
      "ul",
      {},
      row(
        "When",
        when.length > 0 ? when.join(", and ") : "everything that no rule before it matches",
      ),
      row("Access", access),
      row("Then", action),
    ),
  );
}

/**
 * @param {string} name
 * @param {string} text
 */
function row(name, text) {
  return el("li", {}, el("span", {}, name), el("span", {}, text));
}

/**
 * @param {string} summary
 * @param {readonly (readonly [RuleReference, string])[]} rules
 */
function othersOf(summary, rules) {
  return el(
    "details.misses",
    {},
    el("summary", {}, summary),
    el(
      "ol",
      {},
      rules.map(([rule, text]) =>
        el(
          "li",
          { title: rule.address },
          code(ruleName(rule)),
          el("span.number", {}, String(rule.priority)),
          el("span.no", {}, text),
        ),
      ),
    ),
  );
}

/** Without the stack, which follows. @param {string} address */
function addressOf(address) {
  return address.replace(/ in stack .*$/, "");
}

/**
 * @param {number} number
 * @param {string} noun
 */
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
