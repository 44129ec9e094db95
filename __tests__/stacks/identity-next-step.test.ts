import { execFileSync } from "node:child_process";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { publishNextStep } from "../../stacks/identity-next-step";
import { parse, reference } from "../support/synth";
import { synthIdentity, testEnvironment } from "../support/synth-environment";

/** The lines of the output, with the pool's id in place of its reference. */
function nextStepOf(settings: object): string[] {
  const identity = { domain: { prefix: "test-login" }, ...settings };
  const json = synthIdentity(testEnvironment({ identity }));
  return String(parse(json).output?.next_step?.value)
    .replaceAll(reference(json, CognitoUserPool, "id"), "eu-central-1_AbCdEfGhI")
    .split("\n");
}

/** The words of the command that begins like this, as a POSIX shell passes them to it. */
function wordsOf(lines: readonly string[], beginning: string): string[] {
  const command = lines.find((line) => line.startsWith(`  ${beginning}`)) ?? "";
  const print = '() { printf "%s\\0" "$@"; }\n';
  return execFileSync("sh", ["-c", `aws${print}npm${print}${command}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

describe(publishNextStep, () => {
  it("deploys the applications, then creates the first user, in the environment", () => {
    const lines = nextStepOf({});

    expect(lines.slice(0, 4)).toEqual([
      "Deploy the applications, if they are not deployed yet:",
      "  npm run deploy -- --environment test",
      "Create the first user, who gets a temporary password by email:",
      "  npm run users -- create you@example.com --environment test",
    ]);
  });

  it("has the same for the AWS CLI, in the pool and region of the stack", () => {
    const lines = nextStepOf({});

    expect(lines).toContain("The same without a checkout of this project:");
    expect(wordsOf(lines, "aws")).toEqual([
      ...["cognito-idp", "admin-create-user"],
      ...["--region", "eu-central-1", "--user-pool-id", "eu-central-1_AbCdEfGhI"],
      ...["--username", "you@example.com", "--user-attributes"],
      ...["Name=email,Value=you@example.com", "Name=email_verified,Value=true"],
      ...["--desired-delivery-mediums", "EMAIL"],
    ]);
  });

  it("puts the user into the group of the lowest precedence, and lists all groups", () => {
    const lines = nextStepOf({
      groups: { readers: { precedence: 9 }, admins: { precedence: 1 } },
    });

    expect(wordsOf(lines, "npm run users")).toEqual([
      ...["run", "users", "--", "create", "you@example.com"],
      ...["--group", "admins", "--environment", "test"],
    ]);
    expect(lines.join("\n")).toContain("(groups: admins, readers)");
    expect(wordsOf(lines, "aws cognito-idp admin-add-user-to-group")).toEqual([
      ...["cognito-idp", "admin-add-user-to-group"],
      ...["--region", "eu-central-1", "--user-pool-id", "eu-central-1_AbCdEfGhI"],
      ...["--username", "you@example.com", "--group-name", "admins"],
    ]);
  });

  it.each(["it's", "$(reboot)", "a;b", "größe", '"x"', "`id`"])(
    "quotes the group %s for a shell",
    (group) => {
      const lines = nextStepOf({ groups: { [group]: { precedence: 1 } } });

      expect(wordsOf(lines, "npm run users")).toContain(group);
      expect(wordsOf(lines, "aws cognito-idp admin-add-user-to-group").at(-1)).toBe(group);
    },
  );

  it("keeps a group with the opening of a Terraform template as it is", () => {
    const lines = nextStepOf({ groups: { "${path.module}": { precedence: 1 } } });

    expect(lines[3]).toContain("--group '$${path.module}' --environment test");
  });

  it("creates no user where everyone can sign up, and still shows the command for groups", () => {
    const lines = nextStepOf({ signUp: "self", groups: { admins: { precedence: 1 } } });

    expect(lines).toContain("Users create their accounts on the sign-in page.");
    expect(lines.join("\n")).not.toMatch(/users -- create|admin-create-user/);
    expect(lines.join("\n")).toContain("admin-add-user-to-group");
  });

  it("ends with how users get in where everyone can sign up and there are no groups", () => {
    expect(nextStepOf({ signUp: "self" }).slice(2)).toEqual([
      "Users create their accounts on the sign-in page.",
    ]);
  });
});
