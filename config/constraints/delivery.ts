import type { Environment } from "../schema/environment";
import type { ConstraintIssue } from "./constraint";

type Check = (
  environment: Environment,
  delivery: NonNullable<Environment["delivery"]>,
) => ConstraintIssue[];

/** Name of the bootstrap stack, which no application may have beside it. */
export const deliveryStackName = "delivery";

/** The parts of `delivery` fit each other and the rest of the environment. */
export function checkDelivery(environment: Environment): ConstraintIssue[] {
  const { delivery } = environment;
  if (delivery === undefined) return [];
  return checks.flatMap((check) => check(environment, delivery));
}

const checkPipeline: Check = (_, { github, hcpTerraform }) =>
  github !== undefined || hcpTerraform !== undefined
    ? []
    : [
        {
          path: ["delivery"],
          message: "must have github or hcpTerraform: nobody else could assume its roles",
          fix: 'add github: { repository: "owner/name" }, or hcpTerraform: {}',
        },
      ];

const checkState: Check = ({ state }, { hcpTerraform }) => {
  if (state.type === "local") {
    return [
      {
        path: ["state"],
        message:
          "must not be local beside delivery: a pipeline would not find the state of this machine, and would create everything again",
        fix: 'use { type: "s3", bucket: "…" } with a bucket name of your own, which the delivery stack creates, or { type: "cloud", organization: "…" }',
      },
    ];
  }
  if (hcpTerraform === undefined || state.type === "cloud") return [];
  return [
    {
      path: ["delivery", "hcpTerraform"],
      message:
        'needs state of type "cloud": a run of HCP Terraform keeps its state there, whatever the JSON says, so the applications would not find that of the identity',
      fix: 'use state: { type: "cloud", organization: "…" }, or remove hcpTerraform',
    },
  ];
};

const checkBucketRegion: Check = ({ region, state }, { stateBucket }) =>
  state.type !== "s3" || stateBucket.type === "existing" || (state.region ?? region) === region
    ? []
    : [
        {
          path: ["state", "region"],
          message: `must be ${region}, the environment's region: the delivery stack creates the bucket there`,
          fix: 'remove it, or create the bucket elsewhere and set delivery.stateBucket: { type: "existing" }',
        },
      ];

/** Of the environment alone: the role would have its own permissions, whoever assumes it. */
const checkAssumedRole: Check = ({ provider }) =>
  provider.assumeRole === undefined
    ? []
    : [
        {
          path: ["provider", "assumeRole"],
          message:
            "must not be set beside delivery: the roles that plan and apply would both work with the permissions of this role instead of their own",
          fix: "remove it, and deploy the delivery stack with credentials of the account itself",
        },
      ];

const checkStackName: Check = ({ applications }) =>
  Object.hasOwn(applications, deliveryStackName)
    ? [
        {
          path: ["applications", deliveryStackName],
          value: deliveryStackName,
          message: `must not be named "${deliveryStackName}": the stack of delivery has this name`,
          fix: "choose another name",
        },
      ]
    : [];

const checks: readonly Check[] = [
  checkPipeline,
  checkState,
  checkBucketRegion,
  checkAssumedRole,
  checkStackName,
];
