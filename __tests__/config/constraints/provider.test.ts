import { changed, issue, issuesOf } from "../valid-environment";

const roleArn = "arn:aws:iam::111122223333:role/terraform";

describe("the account that Terraform works in", () => {
  it.each([
    [{ allowedAccountIds: ["444455556666", "111122223333"], assumeRole: { roleArn } }],
    [{ assumeRole: { roleArn } }],
    [{ allowedAccountIds: ["444455556666"] }],
    [{}],
  ])("is accepted: %j", (provider) => {
    expect(issuesOf(changed(["provider", provider]))).toEqual([]);
  });

  it("must be the account of the assumed role", () => {
    const provider = { allowedAccountIds: ["444455556666"], assumeRole: { roleArn } };

    expect(issuesOf(changed(["provider", provider]))).toEqual([
      issue(
        "provider.assumeRole.roleArn",
        roleArn,
        "must be a role of an account in allowedAccountIds (444455556666)",
        'add "111122223333"',
      ),
    ]);
  });

  it("must not be listed twice", () => {
    const allowedAccountIds = ["444455556666", "444455556666"];

    expect(issuesOf(changed(["provider", { allowedAccountIds }]))).toEqual([
      issue("provider.allowedAccountIds[1]", "444455556666", "must not repeat", "remove it"),
    ]);
  });
});
