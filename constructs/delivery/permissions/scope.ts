/** What the roles of an environment may work on. */
export interface DeliveryScope {
  /** Partition of every ARN. */
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly environmentName: string;
  /** Hosted zones of the applications. */
  readonly hostedZoneIds: readonly string[];
  /** Policies that task roles may get. */
  readonly taskRolePolicyArns: readonly string[];
  /** Path of the roles that the stacks create. */
  readonly rolePath: string;
  /** Policy that every role must have as its boundary. */
  readonly permissionsBoundaryArn?: string | undefined;
  /** Absent where no bucket keeps the state. */
  readonly state?: StateObjects | undefined;
}

/** Terraform's state in a bucket. */
export interface StateObjects {
  readonly bucketName: string;
  /** Prefix of the environment's objects, without a slash at the end. */
  readonly keyPrefix: string;
  /** Key of the bootstrap stack's own state. */
  readonly deliveryKey: string;
  /** KMS key or alias that encrypts the objects. */
  readonly kmsKeyArn?: string | undefined;
}

/** ARN of a resource in the environment's region and account. */
export function regionalArn(
  { partition, region, accountId }: DeliveryScope,
  service: string,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** ARN of a bucket, or of objects in it. */
export function bucketArn({ partition }: DeliveryScope, resource: string): string {
  return `arn:${partition}:s3:::${resource}`;
}

/** Buckets for the access logs of the environment's load balancers. */
export function logBucketArn(scope: DeliveryScope): string {
  return bucketArn(scope, `${scope.environmentName}-*-log-*`);
}

/** Roles that the environment's stacks create. */
export function serviceRoleArn(scope: DeliveryScope): string {
  return ownRoleArn(scope, "*");
}

/** Roles whose names go on with this pattern after the environment's name. */
export function ownRoleArn(
  { partition, accountId, rolePath, environmentName }: DeliveryScope,
  pattern: string,
): string {
  return `arn:${partition}:iam::${accountId}:role${rolePath}${environmentName}-${pattern}`;
}

/** Roles for pipelines, of every environment and with any path. */
export function pipelineRoleArns({ partition, accountId }: DeliveryScope): string[] {
  return ["plan", "image", "apply"].map(
    (purpose) => `arn:${partition}:iam::${accountId}:role/*-delivery-${purpose}`,
  );
}
