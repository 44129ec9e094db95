import { TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Identity } from "../config/schema/environment";
import type { SignUp } from "../config/sign-up";
import {
  exampleUser,
  groupsByPrecedence,
  type ProjectCommands,
  shellWord,
} from "./project-commands";

/** Options of {@link publishNextStep}. */
export interface NextStepOptions {
  readonly commands: ProjectCommands;
  readonly region: string;
  /** Expression of the user pool's id. */
  readonly userPoolId: string;
  readonly signUp: SignUp;
  readonly groups: Identity["groups"];
  /** Addresses that alarms go to. */
  readonly alarmEmails: readonly string[];
}

/**
 * Declares an output with the commands that follow the identity's: those that deploy the applications
 * and create the first user, the latter also for people without a checkout of this project.
 */
export function publishNextStep(stack: TerraformStack, options: NextStepOptions): void {
  new TerraformOutput(new Construct(stack, "next_step"), "next_step", {
    value: nextStep(options),
    description: "Next deployment step",
    staticId: true,
  });
}

function nextStep(options: NextStepOptions): string {
  const { commands, signUp, groups, alarmEmails } = options;
  const names = groupsByPrecedence(groups);
  const [first] = names;
  const isInvited = signUp === "admins-only";
  return [
    ...(alarmEmails.length === 0
      ? []
      : [
          `Confirm the subscription to alarms: AWS has sent an email with a link to ${alarmEmails.join(", ")}. Without it, nobody gets alarms there.`,
        ]),
    "Deploy the applications, if they are not deployed yet:",
    `  ${commands.deploy()}`,
    ...(isInvited
      ? [
          "Create the first user, who gets a temporary password by email:",
          `  ${commands.createUser(groups)}`,
        ]
      : [
          signUp === "self"
            ? "Users create their accounts on the sign-in page."
            : "The users that the pool has can sign in.",
        ]),
    ...(isInvited || first !== undefined ? [withoutCheckout(isInvited, names)] : []),
    ...(isInvited
      ? [
          `  ${awsCommand(
            options,
            "admin-create-user",
            `--user-attributes Name=email,Value=${exampleUser} Name=email_verified,Value=true`,
            "--desired-delivery-mediums EMAIL",
          )}`,
        ]
      : []),
    ...(first === undefined
      ? []
      : [
          `  ${awsCommand(options, "admin-add-user-to-group", `--group-name ${shellWord(first)}`)}`,
        ]),
  ].join("\n");
}

/** Introduces the commands of the AWS CLI, and names the groups to choose from. */
function withoutCheckout(isInvited: boolean, groups: readonly string[]): string {
  const choice = groups.length === 0 ? "" : ` (groups: ${groups.join(", ")})`;
  return isInvited
    ? `The same without a checkout of this project${choice}:`
    : `Put a user into a group${choice}:`;
}

function awsCommand(
  { region, userPoolId }: NextStepOptions,
  name: string,
  ...rest: string[]
): string {
  return [
    `aws cognito-idp ${name} --region ${region} --user-pool-id ${userPoolId} --username ${exampleUser}`,
    ...rest,
  ].join(" ");
}
