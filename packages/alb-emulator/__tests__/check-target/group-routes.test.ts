import { checkGroupRoutes } from "../../src/check-target/group-routes.ts";
import type { TargetResponse } from "../../src/check-target/send-to-target.ts";
import type { Condition, Rule } from "../../src/model/load-balancer.ts";
import { forward, login, model, paths, rule } from "../load-balancer/support/model.ts";

const admins = { groups: ["admins"] };
const post: Condition = { field: "http-request-method", values: ["POST"] };
const rules: readonly Rule[] = [
  { ...rule(1, [paths("/admin", "/admin/*")], login(), forward), ...admins },
  { ...rule(2, [paths("/change"), post], login(), forward), ...admins },
  rule(3, [paths("/open")], login(), forward),
];

const response = (status: number, body = ""): TargetResponse => ({
  status,
  body,
  location: undefined,
  error: undefined,
});

/** Paths that a user outside of the group gets the page by. */
async function acceptedPaths(
  program: (path: string, isMember: boolean) => TargetResponse,
  service = "web",
) {
  const requests = await checkGroupRoutes(model(rules), service, async ({ path, groups }) =>
    program(path, groups.includes("admins")),
  );
  const accepted = requests.filter(({ result }) => result === "accepted");
  return { count: requests.length, accepted: accepted.map(({ name }) => name.split(", ").at(-1)) };
}

describe(checkGroupRoutes, () => {
  it("accepts nothing from a program that looks at the groups first", async () => {
    const { count, accepted } = await acceptedPaths((_, isMember) =>
      isMember ? response(200, "admin") : response(403),
    );

    expect(count).toBeGreaterThan(8);
    expect(accepted).toEqual([]);
  });

  it("finds the path itself, whatever the page says", async () => {
    const { accepted } = await acceptedPaths((path, isMember) =>
      path === "/admin" ? response(200, `${isMember}`) : response(404),
    );

    expect(accepted).toEqual(["/admin"]);
  });

  it("finds other spellings that lead to the same page, not to another one", async () => {
    const { accepted } = await acceptedPaths((path, isMember) => {
      if (path === "/admin" && !isMember) return response(403);
      return decodeURIComponent(path) === "/admin"
        ? response(200, "admin")
        : response(200, "start page");
    });

    expect(accepted).toEqual(["/%61dmin"]);
  });

  it("says nothing of pages that a member does not get, and of other services", async () => {
    expect(await acceptedPaths(() => response(404))).toEqual({ count: 0, accepted: [] });
    expect(await acceptedPaths(() => response(200), "api")).toEqual({ count: 0, accepted: [] });
  });
});
