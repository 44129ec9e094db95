/** One statement of an IAM or resource policy. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/**
 * A policy as JSON text rather than a `jsonencode` expression or a data source: tests and the local
 * emulator can parse it, and Terraform knows it at plan time. Values must not need JSON escaping,
 * since Terraform inserts the value of an expression as it is; ARNs and names never need it.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A statement that allows actions on resources. */
export function allow(actions: readonly string[], resources: readonly string[]): PolicyStatement {
  return { Effect: "Allow", Action: actions, Resource: resources };
}

/** A service that may assume a role, and for whom. */
export interface TrustedService {
  /** Service principal, such as `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  readonly accountId: string;
  /** ARN pattern of the resources that the service acts for. */
  readonly sourceArn: string;
  /** Whether the service is documented to name the account and the resource in every call. */
  readonly alwaysNamesSource: boolean;
}

/**
 * The trust policy of a role that one AWS service assumes, on behalf of the own account only: otherwise
 * the service could be made to use the role for somebody else.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function assumeRolePolicy(trusted: TrustedService): string {
  const suffix = trusted.alwaysNamesSource ? "" : "IfExists";
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: trusted.service },
      Action: "sts:AssumeRole",
      Condition: {
        [`StringEquals${suffix}`]: { "aws:SourceAccount": trusted.accountId },
        [`ArnLike${suffix}`]: { "aws:SourceArn": trusted.sourceArn },
      },
    },
  ]);
}
