import { compareRules } from "../../scripts/routes/compare-rules";
import { describeApplication } from "../../scripts/routes/describe-changes";
import type { ListenerRule } from "../../scripts/routes/listener-rules";

function rule(client: string, sessionCookieName: string): ListenerRule {
  return {
    name: "defaultRoute",
    conditions: {},
    login: {
      scopes: ["openid"],
      onUnauthenticatedRequest: "authenticate",
      sessionCookieName,
      sessionTimeoutSeconds: 3600,
      client,
    },
    target: "service web",
  };
}

function effects(before: ListenerRule, after: ListenerRule) {
  const application = { application: "app", hostNames: ["app.example.com"] };
  const changes = compareRules(
    { ...application, rules: [before] },
    { ...application, rules: [after] },
  );
  return describeApplication("test", "app", changes).changes.flatMap((change) => change.effects);
}

describe(describeApplication, () => {
  it("says that another app client with the same cookie ends no session at once", () => {
    expect(effects(rule("client", "session"), rule("client_2", "session"))).toEqual([
      expect.stringMatching(/another app client: sessions last until.*rotate-client/),
    ]);
  });

  it("says that another cookie ends sessions, whatever the client", () => {
    for (const client of ["client", "client_2"]) {
      expect(effects(rule("client", "session"), rule(client, "other"))).toEqual([
        expect.stringMatching(/^its session ends/),
      ]);
    }
  });
});
