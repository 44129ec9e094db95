import { TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Application, Environment } from "../config/schema/environment";
import { AccessLogTable } from "../constructs/access-log-table/access-log-table";
import { forwardedWithoutSignIn } from "../constructs/access-log-table/queries/forwarded-without-sign-in";
import { loadBalancerQueries } from "../constructs/access-log-table/queries/load-balancer-queries";
import { QueryWorkgroup } from "../constructs/access-log-table/query-workgroup";
import { storeQueries } from "../constructs/access-log-table/stored-queries";
import type { RulePlan } from "../routing/rule-plan";

/** What an application serves that has a load balancer for itself. */
export interface ServedRoutes {
  readonly hostNames: readonly string[];
  readonly plan: RulePlan;
}

/** Options of {@link createAccessLogTable}. */
export interface AccessLogTableOptions {
  /** Name of the load balancer. */
  readonly name: string;
  readonly region: string;
  readonly accessLogBucketName: string;
  readonly settings: Pick<Application, "accessLogRetentionDays" | "accessLogTable">;
  /** Absent for a load balancer that applications share: each has a query about its own routes. */
  readonly served: ServedRoutes | undefined;
}

/** The access logs of a load balancer as a table with named queries, where the environment asks for it. */
export function createAccessLogTable(
  stack: TerraformStack,
  { name, region, accessLogBucketName, settings, served }: AccessLogTableOptions,
): void {
  const { accessLogTable, accessLogRetentionDays } = settings;
  if (accessLogTable === undefined) return;
  const scope = new Construct(stack, "access_log_table");
  const { databaseName } = new AccessLogTable(scope, "table", {
    name,
    region,
    bucketName: accessLogBucketName,
    retentionDays: accessLogRetentionDays,
  });
  const { workgroupName } = new QueryWorkgroup(scope, "queries", {
    name,
    maxScannedGigabytes: accessLogTable.maxScannedGigabytes,
    resultRetentionDays: accessLogTable.resultRetentionDays,
  });
  const queries = [
    ...loadBalancerQueries(served?.hostNames),
    ...(served === undefined
      ? []
      : [forwardedWithoutSignIn({ openPriorities: openPriorities(served.plan) })]),
  ];
  storeQueries(scope, queries, { databaseName, workgroupName });
  const output = (id: string, value: string, description: string): void => {
    new TerraformOutput(scope, id, { value, description, staticId: true });
  };
  output("access_log_database_name", databaseName, "Glue database of the table access_logs");
  output("access_log_workgroup_name", workgroupName, "Athena workgroup with the named queries");
}

/** Priorities of the rules that let requests pass without a session or a token. */
export function openPriorities({ rules }: RulePlan): number[] {
  return rules
    .filter(({ login, token }) =>
      login === undefined ? token === undefined : login.onUnauthenticatedRequest === "allow",
    )
    .map(({ priority }) => priority);
}

/** Whether a load balancer has one: without, roles of pipelines have no permission for any. */
export function hasAccessLogTable({ applications, edge }: Environment): boolean {
  return [...Object.values(applications), ...(edge === undefined ? [] : [edge])].some(
    ({ accessLogTable }) => accessLogTable !== undefined,
  );
}
