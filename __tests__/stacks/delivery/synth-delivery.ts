import type { DeliveryInput, EnvironmentInput } from "../../../config/schema/environment";
import type { PolicyStatement } from "../../../constructs/policy-document";
import { parse } from "../../support/synth";
import { synthComponent, testEnvironment } from "../../support/synth-environment";

/** State in the bucket that the tests' bootstrap stacks create. */
export const s3State = { type: "s3", bucket: "acme-terraform-state" } as const;

/** State in HCP Terraform. */
export const cloudState = { type: "cloud", organization: "acme", project: "Web" } as const;

/** The least that a pipeline on GitHub needs. */
export const onGithub: DeliveryInput = { github: { repository: "acme/website" } };

/** Synthesizes the bootstrap stack of an environment. */
export function synthDelivery(
  delivery: DeliveryInput = onGithub,
  input: Partial<EnvironmentInput> = {},
): string {
  return synthComponent(testEnvironment({ state: s3State, ...input, delivery }), "delivery");
}

/** An account that stands for every one. */
const values: Readonly<Record<string, string>> = {
  "${data.aws_partition.partition.partition}": "aws",
  "${data.aws_caller_identity.account.account_id}": "111122223333",
};

/** Statements of a policy, with the values of an account. */
function statementsIn(text: unknown): PolicyStatement[] {
  const resolved = Object.entries(values).reduce(
    (result, [expression, value]) => result.replaceAll(expression, value),
    String(text),
  );
  return (JSON.parse(resolved) as { Statement: PolicyStatement[] }).Statement;
}

/** Purpose of a role for pipelines. */
export type Purpose = "plan" | "image" | "apply";

/** Everything that a role of a bootstrap stack may do by the stack's own policies. */
export function permissionsOf(json: string, purpose: Purpose): PolicyStatement[] {
  const policies = Object.values(parse(json).resource?.aws_iam_policy ?? {});
  return policies
    .filter(({ name }) => String(name).includes(`-delivery-${purpose}-`))
    .flatMap(({ policy }) => statementsIn(policy));
}

/** Who may assume a role of a bootstrap stack; absent where there is no such role. */
export function trustOf(json: string, purpose: Purpose): PolicyStatement[] | undefined {
  const role = Object.values(parse(json).resource?.aws_iam_role ?? {}).find(({ name }) =>
    String(name).endsWith(`-delivery-${purpose}`),
  );
  return role === undefined ? undefined : statementsIn(role.assume_role_policy);
}

/** The documents of all policies and trust policies by name, with the values of an account. */
export function documentsIn(json: string): { name: string; isTrust: boolean; text: string }[] {
  const { aws_iam_policy: policies = {}, aws_iam_role: roles = {} } = parse(json).resource ?? {};
  const resolve = (text: unknown) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statementsIn(text) });
  return [
    ...Object.values(policies).map(({ name, policy }) => ({
      name: String(name),
      isTrust: false,
      text: resolve(policy),
    })),
    ...Object.values(roles).map(({ name, assume_role_policy: policy }) => ({
      name: String(name),
      isTrust: true,
      text: resolve(policy),
    })),
  ];
}
