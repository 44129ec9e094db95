import { byId, code, el, icon } from "./dom.mjs";
import { setUsers } from "./try-again.mjs";

/** @import { Overview } from "../overview.ts" */

/** Shows the applications and the demo users, which the server knows. */
export async function showOverview() {
  const response = await fetch("overview");
  /** @type {Overview} */
  const { environment, applications, demoUsers, users } = await response.json();
  setUsers(users);
  document.title = `Inspector · ${environment}`;
  byId("applications").append(
    ...applications.flatMap(({ name, urls }) =>
      urls.map((url, index) =>
        external(url, index === 0 ? name : hostNameOf(url), icon("out", "icon s")),
      ),
    ),
  );
  byId("start-open").append(
    ...applications.flatMap(({ urls }) => urls.map((url) => external(url, new URL(url).host))),
  );
  byId("start-users").append(
    ...demoUsers.map(({ login, password, groups }) =>
      el(
        "span",
        {},
        "as ",
        code(login),
        groups.length > 0 ? ` (${groups.join(", ")})` : "",
        " with ",
        code(password),
      ),
    ),
  );
}

/**
 * The name in AWS.
 * @param {string} url
 */
function hostNameOf(url) {
  return new URL(url).hostname.replace(/\.localhost$/, "");
}

/**
 * @param {string} url
 * @param {readonly (Node | string)[]} content
 */
function external(url, ...content) {
  return el("a", { href: url, target: "_blank", rel: "noreferrer" }, ...content);
}
