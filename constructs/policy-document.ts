/** One statement of an IAM or resource policy. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
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

/** The trust policy of a role that one AWS service assumes. */
export function assumeRolePolicy(service: string): string {
  return policyDocument([
    { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" },
  ]);
}
