import { clock, duration, el } from "./dom.mjs";
import { sequenceDiagram } from "./sequence-diagram.mjs";

/** Everything about one entry of the list. */
export function detailOf({ source, event }) {
  const details = {
    "load-balancer": requestDetail,
    identity: identityDetail,
    notice: noticeDetail,
  };
  return details[source](event);
}

function requestDetail(event) {
  const { request, response } = event;
  return [
    el(
      "header",
      null,
      el(
        "p.where",
        null,
        `${event.application} · ${clock(Date.parse(event.startedAt))} · from ${request.clientAddress}`,
      ),
      el("h2", null, el("span.method", null, request.method), " ", address(request.url)),
      query(request.url),
      el(
        "p.outcome",
        null,
        el(
          "span.pill",
          { "data-class": Math.floor(response.status / 100) },
          String(response.status),
        ),
        ` answered by the ${response.by}`,
        event.errorReason && el("span.chip.bad", null, event.errorReason),
      ),
      response.location && el("p.location", null, "to ", el("code", null, response.location)),
    ),
    why(event.explanation),
    section("Rules", ...rules(event)),
    event.actions.length > 0 && section("Action chain", chain(event)),
    event.login.length > 0 && section("Login", sequenceDiagram(event.login)),
    event.session && section("Session", session(event.session)),
    event.target && section("Sent to the target", ...target(event.target)),
    section("Timings", timings(event.timings)),
  ].filter(Boolean);
}

function address(url) {
  return url.replace(/\?.*$/s, "");
}

/** Codes and states are long, and rarely what somebody looks for. */
function query(url) {
  const parameters = [...new URL(url).searchParams];
  if (parameters.length === 0) return undefined;
  const names = parameters.map(([name]) => name).join(", ");
  return el(
    "details.query",
    null,
    el("summary", null, `Query: ${names}`),
    facts(Object.fromEntries(parameters)),
  );
}

function why(explanation) {
  return (
    explanation &&
    el("div.why", { role: "alert" }, el("h3", null, "Why it failed"), el("p", null, explanation))
  );
}

function section(title, ...content) {
  return el("section", null, el("h3", null, title), ...content);
}

function rules(event) {
  if (event.rules.length === 0) {
    return [el("p.soft", null, "Answered by the load balancer itself, before any rule.")];
  }
  return [
    el(
      "ol.rules",
      null,
      event.rules.map((rule) =>
        el(
          "li",
          { "data-matched": String(rule.matched) },
          el("b", null, rule.priority === "default" ? "default" : String(rule.priority)),
          el("span", null, rule.matched ? "matched" : rule.mismatches.join("; ")),
          el("code", null, rule.address),
        ),
      ),
    ),
  ];
}

function chain(event) {
  const items = [...event.actions];
  return el(
    "p.chain",
    null,
    items
      .flatMap((action, index) => [
        index > 0 && el("span.arrow", { "aria-hidden": "true" }, "→"),
        el("span.chip", null, action),
      ])
      .filter(Boolean),
  );
}

function session(report) {
  return facts({
    cookie: report.cookieName,
    state: report.state,
    scope: report.scope,
    user: report.subject,
    "cookie shards": report.cookieShards || undefined,
    "access token until":
      report.accessTokenExpiresAt && clock(Date.parse(report.accessTokenExpiresAt)),
    "session until": report.sessionExpiresAt && new Date(report.sessionExpiresAt).toLocaleString(),
  });
}

function target(entry) {
  return [
    facts({
      service: entry.service,
      "target group": entry.targetGroup,
      address: entry.url,
      status: entry.status,
    }),
    el(
      "div.headers",
      null,
      entry.headers.map((header) =>
        header.token
          ? el(
              "details",
              { open: header.name.toLowerCase() === "x-amzn-oidc-data" },
              el("summary", null, el("b", null, header.name)),
              json("header", header.token.header),
              json("payload", header.token.payload),
              el(
                "details",
                null,
                el("summary", null, "as sent"),
                el("code.raw", null, header.value),
              ),
            )
          : el("p.header", null, el("b", null, header.name), " ", el("code", null, header.value)),
      ),
    ),
  ];
}

function json(name, value) {
  return el(
    "figure",
    null,
    el("figcaption", null, name),
    el("pre", null, JSON.stringify(value, null, 2)),
  );
}

function timings({ totalMs, loginMs, targetMs }) {
  const parts = [
    ["Cognito", loginMs, "login"],
    ["target", targetMs ?? 0, "target"],
    ["load balancer", Math.max(0, totalMs - loginMs - (targetMs ?? 0)), "own"],
  ].filter(([, value]) => value > 0);
  return el(
    "div",
    null,
    el(
      "div.bar",
      {
        role: "img",
        "aria-label": parts.map(([name, value]) => `${name} ${duration(value)}`).join(", "),
      },
      parts.map(([, value, kind]) =>
        el(`span.${kind}`, { style: `flex-grow:${Math.max(value, totalMs / 60)}` }),
      ),
    ),
    el(
      "p.legend",
      null,
      parts.map(([name, value, kind]) => el(`span.${kind}`, null, `${name} ${duration(value)}`)),
      el("span", null, `in all ${duration(totalMs)}`),
    ),
  );
}

function facts(values) {
  return el(
    "dl",
    null,
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== "")
      .flatMap(([name, value]) => [el("dt", null, name), el("dd", null, String(value))]),
  );
}

function identityDetail(event) {
  return [
    el(
      "header",
      null,
      el("p.where", null, `Cognito stand-in · ${clock(event.at)}`),
      el("h2", null, event.message),
    ),
    why(event.explanation),
    section("About", facts({ "app client": event.client, user: event.user, type: event.type })),
  ].filter(Boolean);
}

function noticeDetail(event) {
  return [
    el("header", null, el("p.where", null, clock(event.at)), el("h2", null, event.text)),
    why(event.explanation),
  ].filter(Boolean);
}
