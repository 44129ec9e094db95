import { routingOf } from "../../config/routing-of";
import { type Change, changed, parsed } from "./valid-environment";

function routing(name: string, ...changes: Change[]) {
  const { applications, identity } = parsed(changed(...changes));
  const application = applications[name];
  if (application === undefined) throw new Error(`no application ${name}`);
  return routingOf(application, identity);
}

describe(routingOf, () => {
  it("lists the main host name first", () => {
    expect(routing("app").hostNames).toEqual(["app.example.com", "www.example.com"]);
  });

  it("sends the default route to the only service", () => {
    expect(
      routing("notes", ["applications.notes.services", { api: {} }]).defaultRoute.target,
    ).toEqual({ type: "service", service: "api" });
  });

  it("lets a session live as long as the refresh token by default", () => {
    expect(routing("notes").sessionTimeoutSeconds).toBe(8 * 60 * 60);
  });

  it("lets no session live longer than seven days, however long the refresh token", () => {
    const refresh: Change = ["identity.tokenLifetimes.refreshTokenHours", 87600];

    expect(routing("notes", refresh).sessionTimeoutSeconds).toBe(604800);
  });

  it("takes the application's own timeout", () => {
    expect(routing("app").sessionTimeoutSeconds).toBe(3600);
  });

  it("has no sign-out paths when they are switched off", () => {
    expect(routing("app").signOut).toEqual({
      path: "/bye",
      redirectPath: "/gone",
      target: { type: "service", service: "web" },
    });
    expect(routing("app", ["applications.app.signOut.enabled", false]).signOut).toBeUndefined();
  });
});
