import { allow, type PolicyStatement } from "../../policy-document";
import { bucketArn, type DeliveryScope, type StateObjects } from "./scope";

/**
 * Reads the environment's states, and locks them. The lock is the only thing that a plan writes.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function readState(scope: DeliveryScope): PolicyStatement[] {
  const { state } = scope;
  if (state === undefined) return [];
  const objects = `${state.bucketName}/${state.keyPrefix}`;
  return [
    allow(["s3:ListBucket"], [bucketArn(scope, state.bucketName)]),
    allow(["s3:GetObject"], [bucketArn(scope, `${objects}/*`)]),
    allow(["s3:PutObject", "s3:DeleteObject"], [bucketArn(scope, `${objects}/*.tflock`)]),
    ...useKey(state, ["kms:Decrypt", "kms:GenerateDataKey"]),
  ];
}

/** Writes the environment's states, except that of the bootstrap stack. */
export function writeState(scope: DeliveryScope): PolicyStatement[] {
  const { state } = scope;
  if (state === undefined) return [];
  const { bucketName, keyPrefix, deliveryKey } = state;
  return [
    allow(["s3:PutObject"], [bucketArn(scope, `${bucketName}/${keyPrefix}/*`)]),
    {
      Sid: "KeepDeliveryState",
      Effect: "Deny",
      Action: ["s3:PutObject", "s3:DeleteObject"],
      Resource: bucketArn(scope, `${bucketName}/${deliveryKey}`),
    },
  ];
}

/** S3 encrypts with the key on behalf of the caller. IAM knows keys by their ID, never by an alias. */
function useKey({ kmsKeyArn }: StateObjects, actions: readonly string[]): PolicyStatement[] {
  if (kmsKeyArn === undefined) return [];
  const [arn = "", alias] = kmsKeyArn.split(":alias/");
  if (alias === undefined) return [allow(actions, [kmsKeyArn])];
  return [
    {
      ...allow(actions, [`${arn}:key/*`]),
      Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${alias}` } },
    },
  ];
}
