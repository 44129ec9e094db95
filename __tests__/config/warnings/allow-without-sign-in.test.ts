import type { EnvironmentInput } from "../../../config/schema/environment";
import { warnOfAllowWithoutSignIn } from "../../../config/warnings/allow-without-sign-in";
import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { checked, withApplication } from "../../support/synth-environment";

type Routes = NonNullable<EnvironmentInput["applications"][string]["routes"]>;
type LoginInput = Extract<Routes[number]["access"], { type: "login" }>;

const route = (
  conditions: Routes[number]["conditions"],
  login: Omit<LoginInput, "type">,
): Routes[number] => ({
  conditions,
  access: { type: "login", ...login },
  target: { type: "service", service: "web" },
});
const allow = { onUnauthenticatedRequest: "allow" } as const;
const wiki = ["wiki.example.com"];

function pathsOf(routes: Routes, defaultScopes?: string[], additionalHostNames = wiki): string[] {
  const environment = checked(
    withApplication({
      additionalHostNames,
      routes,
      defaultRoute: { access: { type: "login", ...(defaultScopes && { scopes: defaultScopes }) } },
    }),
  );
  return warnOfAllowWithoutSignIn(environment).map(({ path }) => path.join("."));
}

describe(warnOfAllowWithoutSignIn, () => {
  it("says which host name has no sign-in, and what to do", () => {
    const environment = checked(
      withApplication({
        additionalHostNames: wiki,
        routes: [route({ hosts: wiki, paths: ["/*"] }, allow)],
      }),
    );

    expect(environmentWarnings(environment)).toEqual([
      {
        path: ["applications", "app", "routes", 0, "access", "onUnauthenticatedRequest"],
        message: expect.stringContaining("no route of wiki.example.com begins a sign-in"),
        fix: expect.stringContaining('onUnauthenticatedRequest: "authenticate"'),
      },
    ]);
  });

  const only = ["applications.app.routes.0.access.onUnauthenticatedRequest"];
  it.each<[string, Routes]>([
    ["covers every host name", [route({ paths: ["/*"] }, allow)]],
    [
      "matches the host name with a wildcard",
      [route({ hosts: ["wiki.*.com"], paths: ["/*"] }, allow)],
    ],
    [
      "leaves other methods than GET to the default route only",
      [route({ hosts: wiki, paths: ["/*"], methods: ["GET", "HEAD"] }, allow)],
    ],
    [
      "stands before a sign-in that only denies",
      [
        route({ hosts: wiki, paths: ["/public/*"] }, allow),
        route({ hosts: wiki, paths: ["/*"] }, { onUnauthenticatedRequest: "deny" }),
      ],
    ],
    [
      "stands before a sign-in that is unreachable on this host name",
      [route({ hosts: wiki, paths: ["/*"] }, allow), route({ paths: ["/login"] }, {})],
    ],
    [
      "reads another session",
      [route({ paths: ["/public/*"] }, { ...allow, scopes: ["openid", "email"] })],
    ],
  ])("warns about a route that %s", (_name, routes) => {
    expect(pathsOf(routes)).toEqual(only);
  });

  it.each<[string, Routes, string[]]>([
    [
      "leaves a path to the default route",
      [route({ hosts: wiki, paths: ["/public/*"] }, allow)],
      ["openid"],
    ],
    [
      "stands behind a sign-in",
      [route({ hosts: wiki, paths: ["/login"] }, {}), route({ hosts: wiki, paths: ["/*"] }, allow)],
      ["openid"],
    ],
    [
      "has the scopes of the default route, in another order",
      [route({ paths: ["/public"] }, { ...allow, scopes: ["openid", "profile", "email"] })],
      ["openid", "email", "profile"],
    ],
  ])("says nothing about a route that %s", (_name, routes, scopes) => {
    expect(pathsOf(routes, scopes)).toEqual([]);
  });

  it("says nothing about an application with one host name and a sign-in", () => {
    expect(pathsOf([route({ paths: ["/public"] }, allow)], undefined, [])).toEqual([]);
  });
});
