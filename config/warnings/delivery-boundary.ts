import type { FindWarnings } from "./warning";

/** Without a boundary, a pipeline that creates roles can give them any permission. */
export const warnOfRolesWithoutBoundary: FindWarnings = ({ delivery, iam }) =>
  delivery === undefined || iam.permissionsBoundaryArn !== undefined
    ? []
    : [
        {
          path: ["delivery"],
          message:
            "creates a role for pipelines that may create roles, and without a permissions boundary one of those can have any permission: who controls the pipeline is as powerful as an administrator of the account",
          fix: "set iam.permissionsBoundaryArn to a policy that limits what containers and flow logs may do (docs/bootstrap.md)",
        },
      ];
