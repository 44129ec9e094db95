import { TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Identity } from "../config/schema/environment";

/** Options of {@link publishNextStep}. */
export interface NextStepOptions {
  readonly region: string;
  /** Expression of the user pool's id. */
  readonly userPoolId: string;
  readonly signUp: Identity["signUp"];
  readonly groups: Identity["groups"];
}

/** Stands for the user in every command: to be replaced. */
const user = "you@example.com";

/** Declares an output with the commands that create the first user and put them into a group. */
export function publishNextStep(stack: TerraformStack, options: NextStepOptions): void {
  new TerraformOutput(new Construct(stack, "next_step"), "next_step", {
    value: nextStep(options),
    description: "Next deployment step",
    staticId: true,
  });
}

function nextStep({ region, userPoolId, signUp, groups }: NextStepOptions): string {
  const command = (name: string, ...rest: string[]) =>
    [
      `aws cognito-idp ${name} --region ${region} --user-pool-id ${userPoolId} --username ${user}`,
      ...rest,
    ].join(" ");
  const createUser = [
    "Create the first user, who gets a temporary password by email:",
    command(
      "admin-create-user",
      `--user-attributes Name=email,Value=${user} Name=email_verified,Value=true`,
      "--desired-delivery-mediums EMAIL",
    ),
  ];
  const names = Object.entries(groups)
    .sort(([, one], [, other]) => one.precedence - other.precedence)
    .map(([name]) => name);
  const [first] = names;
  const addToGroup =
    first === undefined
      ? []
      : [
          `Put a user into a group (${names.join(", ")}):`,
          command("admin-add-user-to-group", `--group-name ${quoted(first)}`),
        ];
  return [
    ...(signUp === "self"
      ? ["Deploy the applications. Users create their accounts on the sign-in page."]
      : createUser),
    ...addToGroup,
    ...(signUp === "self" ? [] : ["Then deploy the applications and sign in."]),
  ].join("\n");
}

/** A word for a POSIX shell. */
function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
