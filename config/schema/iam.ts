import { matches } from "./check";
import * as field from "./field";

/** An IAM policy of AWS or of an account. */
export const iamPolicyArnSchema = field.string(
  matches(
    /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
    "must be the ARN of an IAM policy",
    "copy it from IAM",
  ),
);
