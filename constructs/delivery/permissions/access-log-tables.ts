import { allow, type PolicyStatement } from "../../policy-document";
import { type DeliveryScope, regionalArn } from "./scope";

/** Databases and tables of the environment. Of a table, Glue checks the catalog and the database too. */
function catalogArns(scope: DeliveryScope): string[] {
  const prefix = `${scope.environmentName.replaceAll("-", "_")}_`;
  return ["catalog", `database/${prefix}*`, `table/${prefix}*/*`].map((resource) =>
    regionalArn(scope, "glue", resource),
  );
}

function workgroupArn(scope: DeliveryScope): string {
  return regionalArn(scope, "athena", `workgroup/${scope.environmentName}-*`);
}

/** Reads what Terraform compares with the configuration: tables and queries, and no log. */
export function readAccessLogTables(scope: DeliveryScope): PolicyStatement[] {
  return [
    allow(
      ["athena:GetNamedQuery", "athena:GetWorkGroup", "athena:ListTagsForResource"],
      [workgroupArn(scope)],
    ),
    allow(
      ["glue:GetDatabase", "glue:GetPartitionIndexes", "glue:GetTable", "glue:GetTags"],
      catalogArns(scope),
    ),
  ];
}

/** Manages tables of access logs and their named queries; runs none of these. */
export function manageAccessLogTables(scope: DeliveryScope): PolicyStatement[] {
  return [
    allow(
      [
        "athena:CreateNamedQuery",
        "athena:CreateWorkGroup",
        "athena:DeleteNamedQuery",
        "athena:DeleteWorkGroup",
        "athena:TagResource",
        "athena:UntagResource",
        "athena:UpdateWorkGroup",
      ],
      [workgroupArn(scope)],
    ),
    allow(
      [
        "glue:CreateDatabase",
        "glue:CreateTable",
        "glue:DeleteDatabase",
        "glue:DeleteTable",
        "glue:TagResource",
        "glue:UntagResource",
        "glue:UpdateDatabase",
        "glue:UpdateTable",
      ],
      catalogArns(scope),
    ),
  ];
}
