import { routingOf } from "../../config/routing-of";
import { type Change, changed, parsed } from "./valid-environment";

function routing(name: string, ...changes: Change[]) {
  const { applications, identity } = parsed(changed(...changes));
  const application = applications[name];
  if (application === undefined) throw new Error(`application ${name} does not exist`);
  return routingOf("app", application, identity);
}

describe(routingOf, () => {
  it("lists hostName before additionalHostNames", () => {
    expect(routing("app").hostNames).toEqual(["app.example.com", "www.example.com"]);
  });

  it("sends the default route to the only service", () => {
    expect(
      routing("notes", ["applications.notes.services", { api: {} }]).defaultRoute.target,
    ).toEqual({ type: "service", service: "api" });
  });

  it("limits a session to the lifetime of the refresh token by default", () => {
    expect(routing("notes").sessionTimeoutSeconds).toBe(8 * 60 * 60);
  });

  it("limits a session to seven days when the refresh token lives longer", () => {
    const refresh: Change = ["identity.tokenLifetimes.refreshTokenHours", 87600];

    expect(routing("notes", refresh).sessionTimeoutSeconds).toBe(604800);
  });

  it("uses the application's own timeout", () => {
    expect(routing("app").sessionTimeoutSeconds).toBe(3600);
  });

  it("has no sign-out paths when sign-out is disabled", () => {
    expect(routing("app").signOut).toEqual({
      path: "/bye",
      redirectPath: "/gone",
      target: { type: "service", service: "web" },
    });
    expect(routing("app", ["applications.app.signOut.enabled", false]).signOut).toBeUndefined();
  });
});
