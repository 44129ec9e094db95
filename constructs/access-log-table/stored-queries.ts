import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { Construct } from "constructs";
import type { NamedQuery } from "./queries/named-query";

/**
 * Stores queries in a workgroup, where people find them among the saved queries.
 * @param scope construct that becomes the parent
 */
export function storeQueries(
  scope: Construct,
  queries: readonly NamedQuery[],
  {
    databaseName,
    workgroupName,
  }: { readonly databaseName: string; readonly workgroupName: string },
): void {
  const stored = new Construct(scope, "named_queries");
  for (const { name, description, sql } of queries) {
    new AthenaNamedQuery(stored, name, {
      name,
      description,
      database: databaseName,
      workgroup: workgroupName,
      query: sql,
    });
  }
}
