import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareRules } from "../../scripts/routes/compare-rules";
import { changesText, describeApplication } from "../../scripts/routes/describe-changes";
import type { ApplicationRules } from "../../scripts/routes/listener-rules";
import { readListenerRules } from "../../scripts/routes/read-listener-rules";
import { synthApplication, withApplication } from "../support/synth-environment";

const folder = mkdtempSync(join(tmpdir(), "group-routes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const target = { type: "service", service: "web" } as const;
const adminPaths = ["/admin", "/admin/*", "/a", "/b", "/c", "/d"];
const admin = (groups?: string[]) => ({
  conditions: { paths: adminPaths },
  access: { type: "login" as const, ...(groups && { groups }) },
  target,
});
const open = { conditions: { paths: ["/public/*"] }, access: { type: "public" as const }, target };

/** The rules of an application in its synthesized JSON. */
function rulesOf(
  routes: readonly (typeof open | ReturnType<typeof admin>)[],
  defaultGroups?: string[],
): ApplicationRules {
  const input = withApplication(
    {
      services: { web: {} },
      routes: [...routes],
      defaultRoute: {
        access: { type: "login", ...(defaultGroups && { groups: defaultGroups }) },
      },
    },
    {
      identity: {
        domain: { prefix: "test-login" },
        groups: { admins: { precedence: 1 }, auditors: { precedence: 2 } },
      },
    },
  );
  const stack = join(folder, "test--app");
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(stack, "cdk.tf.json"), synthApplication(input));
  const [rules] = readListenerRules(folder, "test", {});
  if (rules === undefined) throw new Error("the application has no rules");
  return rules;
}

const changesOf = (before: ApplicationRules, after: ApplicationRules) =>
  describeApplication("test", "app", compareRules(before, after));

it("reads the groups of every rule of a route, and of the default rule", () => {
  const groupsOf = ({ rules }: ApplicationRules) => rules.map(({ login }) => login?.groups);

  expect(groupsOf(rulesOf([open, admin(["auditors", "admins"])]))).toEqual([
    undefined,
    undefined,
    ["admins", "auditors"],
    ["admins", "auditors"],
    undefined,
  ]);
  expect(groupsOf(rulesOf([open], ["admins"]))).toEqual([undefined, undefined, ["admins"]]);
  expect(groupsOf(rulesOf([open, admin()]))).toEqual(Array(5).fill(undefined));
});

describe("the changes of a route's groups", () => {
  it("are none where only their order changes", () => {
    const before = rulesOf([admin(["admins", "auditors"])]);

    expect(changesOf(before, rulesOf([admin(["auditors", "admins"])])).changes).toEqual([]);
  });

  it("say that it is for groups now", () => {
    const { changes } = changesOf(rulesOf([admin()]), rulesOf([admin(["admins"])]));

    expect(changes[0]).toMatchObject({
      effects: ["is for groups: admins (enforced by the container); before, every signed-in user"],
      becomesPublic: false,
      opensToOthers: false,
      after: expect.stringContaining(
        "sign-in with openid (others get the sign-in page), groups: admins (enforced by the container)",
      ),
    });
  });

  it("say that it is open to every user again, as what opens", () => {
    const all = changesOf(rulesOf([admin(["admins"])]), rulesOf([admin()]));

    expect(all.changes[0]).toMatchObject({
      effects: ["no longer needs a group: every signed-in user passes; before, groups: admins"],
      becomesPublic: false,
      opensToOthers: true,
    });
    expect(changesText("HEAD", [all])).toMatch(
      /Nothing becomes public that was not\.\n2 changes let users pass who are in none of the groups required before\.$/,
    );
  });

  it.each<[string, string[], string[], boolean]>([
    ["another group besides", ["admins"], ["admins", "auditors"], true],
    ["another group instead", ["admins"], ["auditors"], true],
    ["a group less", ["admins", "auditors"], ["admins"], false],
  ])("say whether they open it: %s", (_, before, after, opensToOthers) => {
    const { changes } = changesOf(rulesOf([admin(before)]), rulesOf([admin(after)]));

    expect(changes.map((change) => change.opensToOthers)).toEqual([opensToOthers, opensToOthers]);
  });

  it("are found where a route that comes before opens a part", () => {
    const part = { ...admin(), conditions: { paths: ["/admin/help"] } };
    const { changes } = changesOf(rulesOf([admin(["admins"])]), rulesOf([part, admin(["admins"])]));

    expect(changes).toMatchObject([
      { opensToOthers: true, example: "GET https://app.example.com/admin/help" },
    ]);
  });

  it("are what becomes public where the sign-in goes too", () => {
    const part = { ...open, conditions: { paths: ["/admin/help"] } };
    const { changes } = changesOf(rulesOf([admin(["admins"])]), rulesOf([part, admin(["admins"])]));

    expect(changes).toMatchObject([{ becomesPublic: true, opensToOthers: false }]);
  });
});
