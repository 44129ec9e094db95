import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "../policy-document";
import { type TrustedTokens, trustPolicy } from "./trusted-tokens";

/** Properties for {@link PipelineRole}. */
export interface PipelineRoleProps {
  readonly name: string;
  readonly description: string;
  readonly trusted: readonly TrustedTokens[];
  /** Statements by the last part of the policy's name; each becomes a managed policy. */
  readonly permissions: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** Policies that exist already. */
  readonly policyArns: readonly string[];
}

/** Seconds that a session may last: an apply waits for certificates and deployments. */
const maxSessionDuration = 2 * 60 * 60;

/**
 * A role for one part of a pipeline. Its permissions are managed policies of at most 6,144 characters,
 * since all inline policies of a role together may have 10,240.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export class PipelineRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: PipelineRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      maxSessionDuration,
      assumeRolePolicy: trustPolicy(props.trusted),
    });
    const attach = (attachmentId: string, policyArn: string) =>
      new IamRolePolicyAttachment(this, attachmentId, { role: role.name, policyArn });
    for (const [part, statements] of Object.entries(props.permissions)) {
      const policy = new IamPolicy(this, `${part}_policy`, {
        name: `${props.name}-${part}`,
        policy: policyDocument(statements),
      });
      attach(`${part}_attachment`, policy.arn);
    }
    for (const policyArn of [...new Set(props.policyArns)]) attach(policyArn, policyArn);
    this.roleArn = role.arn;
  }
}
