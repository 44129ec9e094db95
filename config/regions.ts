/**
 * Regions in which a load balancer can sign users in with Cognito, by AWS's list.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#cognito-requirements
 */
export const regionsWithSignIn: readonly string[] = [
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "sa-east-1"],
  ...["eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2"],
  ...["eu-west-1", "eu-west-2", "eu-west-3"],
  ...[
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
  ],
  ...["ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"],
  ...["af-south-1", "il-central-1", "me-central-1", "me-south-1"],
];

/** When {@link regionsWithSignIn} was read: AWS adds regions. */
export const regionsReadOn = "24 November 2026";

/** Further regions of AWS that exist. */
const otherRegions: readonly string[] = [
  ...["ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "mx-central-1"],
  ...["us-gov-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1", "eusc-de-east-1"],
];

/** Regions that exist, with or without sign-in at a load balancer. */
export const knownRegions: readonly string[] = [...regionsWithSignIn, ...otherRegions];
