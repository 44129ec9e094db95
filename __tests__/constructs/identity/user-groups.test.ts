import { CognitoUserGroup } from "@cdktf/provider-aws/lib/cognito-user-group";
import { UserGroups } from "../../../constructs/identity/user-groups";
import type { UserPool } from "../../../constructs/identity/user-pool";
import { resources, synthStack } from "../../support/synth";

const userPool = { userPoolId: "eu-central-1_pool" } as UserPool;

const synthGroups = (groups: ConstructorParameters<typeof UserGroups>[2]["groups"]) =>
  synthStack((stack) => {
    new UserGroups(stack, "groups", { userPool, groups });
  });

describe(UserGroups, () => {
  it("creates every group with its precedence, and its description if it has one", () => {
    const json = synthGroups({
      admins: { precedence: 1, description: "May see /admin" },
      editors: { precedence: 0 },
    });

    expect(resources(json, CognitoUserGroup)).toEqual([
      {
        user_pool_id: "eu-central-1_pool",
        name: "admins",
        precedence: 1,
        description: "May see /admin",
      },
      { user_pool_id: "eu-central-1_pool", name: "editors", precedence: 0 },
    ]);
  });

  it("creates separate groups for names that differ only in punctuation", () => {
    const names = ["a/b", "a.b", "a-b", "Ärzte", "管理者", "Default", "Resource"];
    const json = synthGroups(Object.fromEntries(names.map((name) => [name, { precedence: 1 }])));

    expect(
      resources(json, CognitoUserGroup)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...names].sort());
  });

  it("creates nothing without groups", () => {
    expect(resources(synthGroups({}), CognitoUserGroup)).toEqual([]);
  });
});
