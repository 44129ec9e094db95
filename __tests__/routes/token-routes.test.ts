import { compareRules } from "../../scripts/routes/compare-rules";
import {
  type ApplicationChanges,
  describeApplication,
} from "../../scripts/routes/describe-changes";
import type { ListenerRule, RuleToken } from "../../scripts/routes/listener-rules";

const bearer = { name: "Authorization", values: ["Bearer *"] };
const paths = ["/api/*"];
const signIn: ListenerRule = {
  name: "default",
  conditions: {},
  login: {
    scopes: ["openid"],
    onUnauthenticatedRequest: "authenticate",
    sessionCookieName: "session",
    sessionTimeoutSeconds: 3600,
    client: "client",
  },
  target: "service web",
};
const open: ListenerRule = {
  name: "routes[0]",
  conditions: { paths },
  login: undefined,
  target: "service web",
};

const tokenRoute = (token: RuleToken): ListenerRule[] => [
  {
    name: "routes[0]",
    conditions: { paths, headers: [bearer] },
    login: undefined,
    token,
    target: "service web",
  },
  { ...open, name: "routes[0] without token", isChallenge: true },
  signIn,
];

function changes(before: readonly ListenerRule[], after: readonly ListenerRule[]) {
  const application = { application: "app", hostNames: ["app.example.com"] };
  const compared = compareRules(
    { ...application, rules: before },
    { ...application, rules: after },
  );
  return describeApplication("test", "app", compared).changes;
}

const effects = (all: ApplicationChanges["changes"]) => all.map((change) => change.effects);

const billing = { clients: ["billing"], scopes: ["tasks/read"] };

describe("the changes of a token route", () => {
  it("are none where nothing changes", () => {
    expect(changes(tokenRoute(billing), tokenRoute(billing))).toEqual([]);
  });

  it("say what becomes public for requests with a token", () => {
    const [withToken, ...others] = changes(tokenRoute(billing), [open, signIn]);

    expect(withToken).toMatchObject({
      becomesPublic: true,
      example: "GET https://app.example.com/api/ with authorization: bearer ",
      effects: ["becomes public: needs no sign-in", "no longer takes tokens"],
      before:
        "routes[0] (/api/*, Authorization: Bearer *): token of billing with tasks/read, service web",
    });
    expect(others).toHaveLength(1);
  });

  it("say that a route which was public needs a token now", () => {
    expect(effects(changes([open, signIn], tokenRoute(billing)))).toContainEqual([
      "is no longer public: needs a token",
      "needs a token of billing with tasks/read",
    ]);
  });

  it("say that the container gets requests that had to sign in before", () => {
    expect(changes([signIn], tokenRoute(billing))).toContainEqual(
      expect.objectContaining({
        becomesPublic: true,
        effects: expect.arrayContaining([
          "reaches the container without a token, which must return 401",
        ]),
        after:
          "routes[0] without token (/api/*): no token, so that the container must return 401, service web",
      }),
    );
  });

  it("say which machine clients and scopes come and go", () => {
    const next = { clients: ["import"], scopes: ["tasks/write"] };

    expect(effects(changes(tokenRoute(billing), tokenRoute(next)))).toEqual([
      [
        "also takes tokens of import",
        "no longer takes tokens of billing",
        "no longer requires the scope tasks/read",
        "requires the scope tasks/write",
      ],
    ]);
  });
});
