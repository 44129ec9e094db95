import { code, el, icon } from "./dom.mjs";

/** @import { CookieTrace, DecodedToken, HeaderTrace, LoadBalancerEvent, SentHeader } from "../../model/event.ts" */

/** @type {Readonly<Record<string, string>>} */
const meanings = {
  sub: "The user's permanent ID. Use it as the key for your own data: it never changes, unlike the email address.",
  email: "As the user pool knows it. Trust it only if email_verified is true.",
  email_verified: "Whether the user has confirmed the address with a code.",
  "cognito:groups": "The groups of the user in the pool. Use them to tell users apart.",
  scope: "What the app may do for the user. Scopes belong to the route, not to the user.",
  token_use: "What the token is for: access or id.",
  client_id: "The app client that asked for the token.",
  client: "The app client that the sign-in was for.",
  auth_time: "When the user last entered a password or passkey.",
  exp: "When this token stops being valid, in seconds since 1970.",
  iss: "The user pool that issued the claims.",
  signer:
    "The load balancer that signed the token. The app must compare it: every load balancer in the region uses the same key service.",
  alg: "The signature algorithm. A load balancer always uses ES256.",
  kid: "Which public key verifies the signature.",
};

/**
 * Headers and cookies both ways: tokens first, x-amzn-oidc-data before the others.
 * @param {LoadBalancerEvent} event
 */
export function headersOf({ request, response, target }) {
  const sent = target?.headers ?? [];
  const tokens = sent.filter(({ token }) => token !== undefined).reverse();
  const host = target?.rewrittenHost;
  const rewritten = host === undefined ? [] : [{ name: "Host", value: host }];
  const others = [...rewritten, ...sent.filter(({ token }) => token === undefined)];
  const query = [...new URL(request.url).searchParams].map(([name, value]) => ({ name, value }));
  return el(
    "div.headers",
    {},
    tokens.map((header) => header.token !== undefined && tokenBox(header, header.token)),
    listOf(`Other headers that the load balancer gave ${target?.service ?? "the target"}`, others),
    listOf("Query", query),
    listOf("Request headers", request.headers),
    listOf("Cookies of the request", request.cookies.map(cookieRow)),
    listOf("Response headers", response.headers),
    listOf("Cookies of the response", response.cookies.map(cookieRow)),
  );
}

/** @param {CookieTrace} cookie */
function cookieRow({ name, sizeBytes, isRemoved }) {
  return { name, value: isRemoved ? "removed" : `${sizeBytes.toLocaleString()} bytes` };
}

/**
 * @param {string} title
 * @param {readonly HeaderTrace[]} rows
 */
function listOf(title, rows) {
  return (
    rows.length > 0 &&
    disclosure(
      title,
      String(rows.length),
      el(
        "dl.plain",
        {},
        rows.flatMap(({ name, value }) => [el("dt", {}, code(name)), el("dd", {}, code(value))]),
      ),
    )
  );
}

/**
 * @param {SentHeader} header
 * @param {DecodedToken} token
 */
function tokenBox({ name, value }, token) {
  const source = name === "x-amzn-oidc-data" ? "signed by the load balancer" : "issued by Cognito";
  const claims = { ...token.payload, ...token.header };
  return disclosure(
    code(name),
    source,
    el(
      "dl.claims",
      {},
      Object.entries(claims).flatMap(([claim, content]) => claimOf(name, claim, content)),
    ),
    el("details.token-foot", {}, el("summary", {}, "As sent"), code(value)),
  );
}

/**
 * @param {string} header
 * @param {string} claim
 * @param {unknown} content
 */
function claimOf(header, claim, content) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const time = ["exp", "iat", "auth_time"].includes(claim) && new Date(Number(content) * 1000);
  const meaning = meanings[claim];
  const id = `${header}-${claim}`;
  return [
    meaning === undefined
      ? el("dt", {}, code(claim))
      : el(
          "dt",
          {},
          el("button.term", { type: "button", "aria-describedby": id }, claim),
          el("span", { role: "tooltip", id }, meaning),
        ),
    el("dd", {}, code(text), time && el("small", {}, ` ${time.toLocaleString()}`)),
  ];
}

/**
 * @param {Node | string} title
 * @param {string} note
 * @param {readonly Node[]} content
 */
function disclosure(title, note, ...content) {
  return el(
    "details.box",
    {},
    el("summary", {}, icon("chevron", "icon s"), title, el("span.muted.note", {}, note)),
    ...content,
  );
}
