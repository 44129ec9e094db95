/** Names of a table and its workgroup. */
export interface AccessLogTableNames {
  readonly databaseName: string;
  readonly workgroupName: string;
}

/** Names for the access logs of a load balancer: stacks that share it find them by its name. */
export function accessLogTableNames(loadBalancerName: string): AccessLogTableNames {
  return {
    // Of other characters than these, names must be quoted in queries.
    databaseName: `${loadBalancerName.replaceAll("-", "_")}_access_logs`,
    workgroupName: `${loadBalancerName}-access-logs`,
  };
}
