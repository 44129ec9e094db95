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

/** The words of a command, as a POSIX shell passes them to it. */
function wordsOf(command: string): string[] {
  const print = 'aws() { printf "%s\\0" "$@"; }\n';
  return execFileSync("sh", ["-c", `${print}${command}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

describe(publishNextStep, () => {
  it("creates a user whose address is verified, in the pool and region of the stack", () => {
    const [intro, command = "", then] = nextStepOf({});

    expect(intro).toContain("temporary password by email");
    expect(wordsOf(command)).toEqual([
      ...["cognito-idp", "admin-create-user"],
      ...["--region", "eu-central-1", "--user-pool-id", "eu-central-1_AbCdEfGhI"],
      ...["--username", "you@example.com", "--user-attributes"],
      ...["Name=email,Value=you@example.com", "Name=email_verified,Value=true"],
      ...["--desired-delivery-mediums", "EMAIL"],
    ]);
    expect(then).toBe("Then deploy the applications and sign in.");
  });

  it("puts the user into the group of the lowest precedence, and lists all groups", () => {
    const steps = nextStepOf({
      groups: { readers: { precedence: 9 }, admins: { precedence: 1 } },
    });

    expect(steps[2]).toBe("Put a user into a group (admins, readers):");
    expect(wordsOf(steps[3] ?? "")).toEqual([
      ...["cognito-idp", "admin-add-user-to-group"],
      ...["--region", "eu-central-1", "--user-pool-id", "eu-central-1_AbCdEfGhI"],
      ...["--username", "you@example.com", "--group-name", "admins"],
    ]);
  });

  it.each(["it's", "$(reboot)", "a;b", "größe", '"x"', "`id`"])(
    "quotes the group %s for a shell",
    (group) => {
      const steps = nextStepOf({ groups: { [group]: { precedence: 1 } } });

      expect(wordsOf(steps[3] ?? "").at(-1)).toBe(group);
    },
  );

  it("creates no user where everyone can sign up, and still shows the command for groups", () => {
    const steps = nextStepOf({ signUp: "self", groups: { admins: { precedence: 1 } } });

    expect(steps[0]).toContain("Users create their accounts on the sign-in page");
    expect(steps.join("\n")).not.toContain("admin-create-user");
    expect(steps.join("\n")).toContain("admin-add-user-to-group");
  });
});
