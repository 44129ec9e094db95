import type { DeliveryInput } from "../../../config/schema/environment";
import { type Purpose, trustOf } from "../../support/delivery-roles";
import { isAllowed } from "../../support/iam-policy";
import { cloudState, onGithub, synthDelivery } from "./synth-delivery";

type Claims = Readonly<Record<string, string>>;

const hosts = { github: "token.actions.githubusercontent.com", hcp: "app.terraform.io" };

/** The roles that a token may assume. */
function assumable(json: string, host: string, claims: Claims): Purpose[] {
  const context = Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [`${host}:${name}`, value]),
  );
  return (["plan", "image", "apply"] as const).filter((purpose) => {
    // A token of one issuer has no keys of another one: IAM finds them missing, and denies.
    const statements = trustOf(json, purpose)?.filter(({ Principal }) =>
      JSON.stringify(Principal).includes(host === hosts.github ? "github" : "hcp_terraform"),
    );
    return (
      statements !== undefined &&
      isAllowed(statements, { action: "sts:AssumeRoleWithWebIdentity", context })
    );
  });
}

const github = (json: string, sub: string, claims: Claims = {}) =>
  assumable(json, hosts.github, {
    aud: "sts.amazonaws.com",
    ref: "refs/heads/main",
    repository_id: "456",
    sub,
    ...claims,
  });

const withEnvironment: DeliveryInput = {
  github: { repository: "acme/website", environment: "production" },
};
const withId: DeliveryInput = { github: { repository: "acme/website", repositoryId: "456" } };

describe.each(["acme/website", "acme@123/website@456"])("a workflow of %s", (name) => {
  it("plans in a pull request, and does the rest on the default branch", () => {
    const json = synthDelivery(onGithub);

    expect(github(json, `repo:${name}:pull_request`)).toEqual(["plan"]);
    expect(github(json, `repo:${name}:ref:refs/heads/main`)).toEqual(["plan", "image", "apply"]);
    expect(github(json, `repo:${name}:ref:refs/heads/other`)).toEqual([]);
    expect(github(json, `repo:${name}:ref:refs/tags/main`)).toEqual([]);
    expect(github(json, `repo:${name}:environment:production`)).toEqual([]);
  });

  it("applies only in the environment of GitHub, where one is named, and on the default branch", () => {
    const json = synthDelivery(withEnvironment);
    const sub = `repo:${name}:environment:production`;

    expect(github(json, `repo:${name}:ref:refs/heads/main`)).toEqual(["plan", "image"]);
    expect(github(json, sub)).toEqual(["image", "apply"]);
    expect(github(json, sub, { ref: "refs/heads/other" })).toEqual([]);
    expect(github(json, `repo:${name}:environment:staging`)).toEqual([]);
  });

  it("needs the audience of AWS", () => {
    const json = synthDelivery(onGithub);

    expect(github(json, `repo:${name}:pull_request`, { aud: "https://github.com/acme" })).toEqual(
      [],
    );
  });
});

describe("a workflow of another repository", () => {
  const others = [
    "acme/website2",
    "acme/other",
    "evil/website",
    "acme-evil/website",
    "acme@123/website2@456",
    "acme@123/other@456",
    "evil@1/acme@2",
    "acme-123/website-456",
  ];

  it.each(others)("assumes no role: %s", (name) => {
    const sub = `repo:${name}:ref:refs/heads/main`;

    expect(github(synthDelivery(onGithub), sub)).toEqual([]);
    expect(github(synthDelivery(withId), sub, { repository_id: "789" })).toEqual([]);
  });

  it("assumes no role with a branch that imitates this one", () => {
    const json = synthDelivery(onGithub);

    // Neither git nor GitHub allows a colon in the name of a branch.
    expect(github(json, "repo:evil/x:ref:refs/heads/acme/website")).toEqual([]);
    expect(github(json, "repo:acme@1/x@2:ref:refs/heads/a/website@3")).toEqual([]);
  });
});

describe("the repository's ID", () => {
  it.each(["acme/website", "acme@123/website@456", "acme-123/website-456"])(
    "is required, and any form of the name is accepted with it: %s",
    (name) => {
      const sub = `repo:${name}:pull_request`;

      expect(github(synthDelivery(withId), sub)).toEqual(["plan"]);
      expect(github(synthDelivery(withId), sub, { repository_id: "457" })).toEqual([]);
    },
  );
});

describe("a run of HCP Terraform", () => {
  const json = synthDelivery({ hcpTerraform: {} }, { state: cloudState });
  const run = (sub: string, aud = "aws.workload.identity") =>
    assumable(json, hosts.hcp, { aud, sub });
  const workspace = "organization:acme:project:Web:workspace:test--app";

  it("has a role for each phase", () => {
    expect(run(`${workspace}:run_phase:plan`)).toEqual(["plan"]);
    expect(run(`${workspace}:run_phase:apply`)).toEqual(["apply"]);
  });

  it.each([
    "organization:other:project:Web:workspace:test--app:run_phase:apply",
    "organization:acme:project:Other:workspace:test--app:run_phase:apply",
    "organization:acme:project:Web:workspace:prod--app:run_phase:apply",
  ])("of another place has none: %s", (sub) => {
    expect(run(sub)).toEqual([]);
    expect(run(`${workspace}:run_phase:apply`, "sts.amazonaws.com")).toEqual([]);
  });

  it("may be in any project where state names none, since names of workspaces are unique", () => {
    const anywhere = synthDelivery(
      { hcpTerraform: {} },
      { state: { type: "cloud", organization: "acme" } },
    );
    const sub = "organization:acme:project:Default Project:workspace:test--app:run_phase:plan";

    expect(assumable(anywhere, hosts.hcp, { aud: "aws.workload.identity", sub })).toEqual(["plan"]);
  });
});
