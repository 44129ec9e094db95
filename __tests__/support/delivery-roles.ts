import type { EnvironmentInput } from "../../config/schema/environment";
import type { PolicyStatement } from "../../constructs/policy-document";
import { parse } from "./synth";
import { synthComponent } from "./synth-environment";

/** Purpose of a role for pipelines. */
export type Purpose = "plan" | "image" | "apply";

/** A policy of a bootstrap stack as AWS gets it. */
export interface PolicyText {
  /** Name of the policy, or of the role that it lets somebody assume. */
  readonly name: string;
  readonly isTrust: boolean;
  readonly text: string;
}

/** Statements of a policy, in an account. */
function statementsIn(text: unknown, accountId: string): PolicyStatement[] {
  const resolved = String(text)
    .replaceAll(/\$\{data\.aws_partition\.\w+\.partition\}/g, "aws")
    .replaceAll(/\$\{data\.aws_caller_identity\.\w+\.account_id\}/g, accountId);
  return (JSON.parse(resolved) as { Statement: PolicyStatement[] }).Statement;
}

/** Everything that a role of a bootstrap stack may do by the stack's own policies. */
export function permissionsOf(
  json: string,
  purpose: Purpose,
  accountId = "111122223333",
): PolicyStatement[] {
  const policies = Object.values(parse(json).resource?.aws_iam_policy ?? {});
  return policies
    .filter(({ name }) => String(name).includes(`-delivery-${purpose}-`))
    .flatMap(({ policy }) => statementsIn(policy, accountId));
}

/** Everything that a role of an environment's bootstrap stack may do in the emulated AWS. */
export function emulatedPermissions(environment: EnvironmentInput, purpose: Purpose) {
  return permissionsOf(synthComponent(environment, "delivery"), purpose, "123456789012");
}

/** Who may assume a role of a bootstrap stack; absent where there is no such role. */
export function trustOf(json: string, purpose: Purpose): PolicyStatement[] | undefined {
  const role = Object.values(parse(json).resource?.aws_iam_role ?? {}).find(({ name }) =>
    String(name).endsWith(`-delivery-${purpose}`),
  );
  return role === undefined ? undefined : statementsIn(role.assume_role_policy, "111122223333");
}

/** All policies and trust policies of a bootstrap stack. */
export function policiesIn(json: string): PolicyText[] {
  const { aws_iam_policy: policies = {}, aws_iam_role: roles = {} } = parse(json).resource ?? {};
  const textOf = (policy: unknown) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statementsIn(policy, "111122223333") });
  return [
    ...Object.values(policies).map(({ name, policy }) => ({
      name: String(name),
      isTrust: false,
      text: textOf(policy),
    })),
    ...Object.values(roles).map(({ name, assume_role_policy: policy }) => ({
      name: String(name),
      isTrust: true,
      text: textOf(policy),
    })),
  ];
}
