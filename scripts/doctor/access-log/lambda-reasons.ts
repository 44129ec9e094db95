import { type Reasons, reason } from "./define-reason";

const texts = {
  LambdaAccessDenied: [
    "The load balancer may not invoke the function.",
    "Allow elasticloadbalancing.amazonaws.com to invoke it, for this target group (aws_lambda_permission).",
  ],
  LambdaBadRequest: [
    "A header or the body of the request is not UTF-8.",
    "Let the client send UTF-8.",
  ],
  LambdaConnectionTimeout: [
    "The connection to Lambda timed out.",
    "Try again. AWS Health says when Lambda has an outage.",
  ],
  LambdaEC2AccessDeniedException: [
    "EC2 denied access while the function started.",
    "Give the function's role ec2:CreateNetworkInterface, ec2:DescribeNetworkInterfaces and ec2:DeleteNetworkInterface.",
  ],
  LambdaEC2ThrottledException: [
    "EC2 throttled Lambda while the function started.",
    "Try again. If it stays, ask for a higher EC2 API quota.",
  ],
  LambdaEC2UnexpectedException: [
    "EC2 failed while the function started.",
    "Try again. AWS Health says when EC2 has an outage.",
  ],
  LambdaENILimitReachedException: [
    "The VPC's quota of network interfaces is reached, so the function cannot start.",
    "Ask for a higher quota, or take functions out of the VPC.",
  ],
  LambdaInvalidResponse: [
    "The response of the function is malformed or lacks a field.",
    "Return an object with statusCode (a number), headers and body (strings).",
  ],
  LambdaInvalidRuntimeException: [
    "Lambda does not support the function's runtime.",
    "Choose a supported runtime.",
  ],
  LambdaInvalidSecurityGroupIDException: [
    "A security group of the function does not exist.",
    "Correct the function's security groups.",
  ],
  LambdaInvalidSubnetIDException: [
    "A subnet of the function does not exist.",
    "Correct the function's subnets.",
  ],
  LambdaInvalidZipFileException: [
    "Lambda could not unpack the function's package.",
    "Build and upload the package again.",
  ],
  LambdaKMSAccessDeniedException: [
    "Lambda may not decrypt the function's environment variables.",
    "Allow the function's role kms:Decrypt on the key.",
  ],
  LambdaKMSDisabledException: [
    "The KMS key of the function's environment variables is disabled.",
    "Enable the key.",
  ],
  LambdaKMSInvalidStateException: [
    "The KMS key of the function's environment variables cannot be used in its state.",
    "Cancel the key's deletion, or choose another one.",
  ],
  LambdaKMSNotFoundException: [
    "The KMS key of the function's environment variables does not exist.",
    "Choose an existing key.",
  ],
  LambdaRequestTooLarge: [
    "The body of the request is larger than 1 MB, the limit of functions.",
    "Upload large files to S3, or to a container.",
  ],
  LambdaResourceNotFound: [
    "The function does not exist.",
    "Register an existing function with the target group.",
  ],
  LambdaResponseTooLarge: [
    "The response is larger than 1 MB, the limit of functions.",
    "Return less, or redirect to S3.",
  ],
  LambdaServiceException: [
    "Lambda failed internally.",
    "Try again. AWS Health says when Lambda has an outage.",
  ],
  LambdaSubnetIPAddressLimitReachedException: [
    "A subnet of the function has no free address.",
    "Use larger subnets, or more of them.",
  ],
  LambdaThrottling: [
    "Lambda throttled the function: too many requests at once.",
    "Raise the function's reserved concurrency, or the account's quota.",
  ],
  LambdaUnhandled: [
    "The function threw an error, or ran into its timeout.",
    "Read the function's log group in CloudWatch Logs at this time.",
  ],
  LambdaUnhandledException: [
    "The load balancer failed to invoke the function, for a reason of its own.",
    "Try again. If it stays, ask AWS Support with the trace id.",
  ],
} as const;

/**
 * Why a function that is a target could not respond. Environments of this project have containers;
 * this is for load balancers that also have functions.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes
 */
export const lambdaReasons: Reasons = Object.fromEntries(
  Object.entries(texts).map(([code, [summary, fix]]) => [
    code,
    reason("error", code, summary, fix),
  ]),
);
