import { type Change, changed, issue, issuesOf, parsed, rejectsEach } from "../valid-environment";

const s3: Change = ["state", { type: "s3", bucket: "acme-terraform-state" }];
const cloud: Change = ["state", { type: "cloud", organization: "acme", project: "Web" }];
const ownAccount: Change = ["provider", {}];
const github = { repository: "acme/website" };
const delivery = (settings: object): Change => ["delivery", settings];

const everyField: Change = delivery({
  github: {
    repository: "acme/website",
    repositoryId: "123456789",
    defaultBranch: "release/2.x",
    environment: "production",
    oidcProvider: { type: "existing" },
  },
  stateBucket: { type: "existing" },
  additionalPolicyArns: {
    plan: ["arn:aws:iam::aws:policy/AWSWAFReadOnlyAccess"],
    apply: ["arn:aws:iam::111122223333:policy/team/waf"],
  },
  deletionProtection: false,
});

const repository = "must be a repository as owner/name";
const branch = "must be the name of a branch";

describe("delivery", () => {
  it.each([
    ["every field", [s3, ownAccount, everyField]],
    ["GitHub with a bucket", [s3, ownAccount, delivery({ github })]],
    ["HCP Terraform", [cloud, ownAccount, delivery({ hcpTerraform: {} })]],
    ["both", [cloud, ownAccount, delivery({ github, hcpTerraform: {} })]],
  ])("is accepted with %s", (_, changes) => {
    expect(issuesOf(changed(...changes))).toEqual([]);
  });

  it("creates what an account has once, and protects it, by default", () => {
    const environment = parsed(changed(cloud, ownAccount, delivery({ github, hcpTerraform: {} })));

    expect(environment.delivery).toEqual({
      github: { ...github, defaultBranch: "main", oidcProvider: { type: "new" } },
      hcpTerraform: { oidcProvider: { type: "new" } },
      stateBucket: { type: "new" },
      additionalPolicyArns: { plan: [], apply: [] },
      deletionProtection: true,
    });
  });

  it("is absent by default", () => {
    expect(parsed(changed()).delivery).toBeUndefined();
  });

  rejectsEach(
    [
      ["delivery.github.repository", "website", repository, "acme/website"],
      ["delivery.github.repository", "acme/website:ref:*", repository, "acme/website"],
      ["delivery.github.repository", "ac*/website", repository, "acme/website"],
      ["delivery.github.repository", "https://github.com/acme/website", repository, "acme"],
      ["delivery.github.repositoryId", "R_123", "the ID of a repository", "gh api"],
      ["delivery.github.defaultBranch", "*", branch, "main"],
      ["delivery.github.defaultBranch", "main:environment:production", branch, "main"],
      ["delivery.github.environment", "prod*", "an environment of GitHub", "production"],
      ["delivery.github.oidcProvider", "existing", "must be an object", '{ type: "existing" }'],
      ["delivery.github.oidcProvider.type", "old", '"new", "existing"', "choose one of them"],
      ["delivery.stateBucket.type", "old", '"new", "existing"', "choose one of them"],
      ["delivery.additionalPolicyArns.apply[0]", "waf", "ARN of an IAM policy", "from IAM"],
      ["delivery.deletionProtection", "on", "true or false", "without quotes"],
    ],
    s3,
    ownAccount,
    everyField,
  );
});

describe("delivery with other parts of the environment", () => {
  it("needs a pipeline", () => {
    expect(issuesOf(changed(s3, ownAccount, delivery({})))).toEqual([
      issue("delivery", {}, "must have github or hcpTerraform", "owner/name"),
    ]);
  });

  it("needs state that a pipeline finds", () => {
    expect(issuesOf(changed(ownAccount, delivery({ github })))).toEqual([
      issue("state", { type: "local" }, "must not be local beside delivery", 'type: "s3"'),
    ]);
  });

  it("needs state in HCP Terraform for runs there", () => {
    const settings = { github, hcpTerraform: {} };

    expect(issuesOf(changed(s3, ownAccount, delivery(settings)))).toEqual([
      issue("delivery.hcpTerraform", {}, 'needs state of type "cloud"', "remove hcpTerraform"),
    ]);
  });

  it("creates the bucket in the environment's region alone", () => {
    const elsewhere: Change = ["state.region", "eu-west-1"];
    const existing = delivery({ github, stateBucket: { type: "existing" } });

    expect(issuesOf(changed(s3, elsewhere, ownAccount, delivery({ github })))).toEqual([
      issue("state.region", "eu-west-1", "must be eu-central-1", "stateBucket"),
    ]);
    expect(issuesOf(changed(s3, elsewhere, ownAccount, existing))).toEqual([]);
  });

  it("leaves no other role to assume", () => {
    const roleArn = "arn:aws:iam::111122223333:role/terraform";
    const assumed: Change = ["provider", { assumeRole: { roleArn } }];

    expect(issuesOf(changed(s3, assumed, delivery({ github })))).toEqual([
      issue("provider.assumeRole", { roleArn }, "must not be set beside delivery", "remove it"),
    ]);
  });

  it("reserves the name of its stack", () => {
    const application = {
      hostName: "delivery.example.com",
      hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
      network: { type: "new", cidr: "10.7.0.0/16" },
    };
    const named: Change = ["applications.delivery", application];

    expect(issuesOf(changed(s3, ownAccount, named))).toEqual([]);
    expect(issuesOf(changed(s3, ownAccount, named, delivery({ github })))).toEqual([
      issue("applications.delivery", "delivery", 'must not be named "delivery"', "another name"),
    ]);
  });
});
