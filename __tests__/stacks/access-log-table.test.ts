import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { rowPattern } from "../../constructs/access-log-table/row-format";
import { jsonText, parse, reference, resource, resources } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

const service = { type: "service", service: "web" } as const;
const synth = (accessLogTable: object | undefined) =>
  synthApplication(
    withApplication({
      accessLogRetentionDays: 90,
      additionalHostNames: ["wiki.example.com"],
      routes: [{ conditions: { paths: ["/open"] }, access: { type: "public" }, target: service }],
      ...(accessLogTable && { accessLogTable }),
    }),
  );

const prefix = "access_log_table_";

describe("access logs as a table", () => {
  const json = synth({});

  it("is absent without the setting", () => {
    const without = synth(undefined);

    expect(without).not.toMatch(/athena|glue|access_log_table/);
    expect(JSON.stringify(parse(json).resource)).toContain(
      JSON.stringify(parse(without).resource?.aws_lb).slice(1, -1),
    );
  });

  it("has a database whose name needs no quotes in queries", () => {
    expect(resource(json, GlueCatalogDatabase).name).toBe("test_app_access_logs");
  });

  it("reads the folder of each day that the bucket keeps", () => {
    const folder = `s3://${reference(json, S3Bucket, "id", "load_balancer_access_logs_")}/AWSLogs/\${data.aws_caller_identity.account.account_id}/elasticloadbalancing/eu-central-1/`;
    const table = resource(json, GlueCatalogTable);

    expect(table).toMatchObject({
      name: "access_logs",
      database_name: reference(json, GlueCatalogDatabase, "name"),
      table_type: "EXTERNAL_TABLE",
      partition_keys: [{ name: "day", type: "string" }],
      parameters: {
        "projection.enabled": "true",
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.range": "NOW-90DAYS,NOW",
        // Terraform's escape of `${day}`, which Athena replaces.
        "storage.location.template": `${folder}$\${day}/`,
      },
      storage_descriptor: {
        location: folder,
        ser_de_info: {
          serialization_library: "org.apache.hadoop.hive.serde2.RegexSerDe",
          parameters: { "input.regex": rowPattern },
        },
      },
    });
    const { columns } = table.storage_descriptor as { columns: { name: string; type: string }[] };
    expect(columns).toHaveLength(39);
    expect(columns.slice(0, 6)).toEqual([
      { name: "type", type: "string" },
      { name: "time", type: "string" },
      { name: "elb", type: "string" },
      { name: "client_ip", type: "string" },
      { name: "client_port", type: "int" },
      { name: "target_ip", type: "string" },
    ]);
  });

  it("contains nothing that Terraform takes for an expression", () => {
    expect(rowPattern).not.toMatch(/[$%]\{/);
    for (const { query } of resources(json, AthenaNamedQuery)) {
      expect(query).not.toMatch(/[$%]\{/);
    }
  });

  it("limits what a query costs, and lets nobody choose other settings", () => {
    expect(resource(json, AthenaWorkgroup)).toMatchObject({
      name: "test-app-access-logs",
      force_destroy: true,
      tags: { Name: "test-app-access-logs" },
      configuration: {
        enforce_workgroup_configuration: true,
        bytes_scanned_cutoff_per_query: 10 * 1024 ** 3,
        result_configuration: {
          output_location: `s3://${reference(json, S3Bucket, "id", `${prefix}queries_`)}/`,
          encryption_configuration: { encryption_option: "SSE_S3" },
        },
      },
    });
    const own = synth({ maxScannedGigabytes: 1, resultRetentionDays: 3 });
    expect(resource(own, AthenaWorkgroup).configuration).toMatchObject({
      bytes_scanned_cutoff_per_query: 1024 ** 3,
    });
    expect(resource(own, S3BucketLifecycleConfiguration, `${prefix}queries_`).rule).toMatchObject([
      { expiration: [{ days: 3 }] },
    ]);
  });

  it("keeps results private, and for a week", () => {
    const policy = jsonText(resource(json, S3BucketPolicy, `${prefix}queries_`).policy);

    expect(resource(json, S3Bucket, `${prefix}queries_`)).toEqual({
      bucket_prefix: "test-app-log-",
      force_destroy: true,
      tags: { Name: "test-app-query-results" },
    });
    expect(policy).toMatchObject({ Statement: [{ Effect: "Deny", Sid: "OnlyOverTls" }] });
    expect(resource(json, S3BucketLifecycleConfiguration, `${prefix}queries_`).rule).toMatchObject([
      { expiration: [{ days: 7 }] },
    ]);
    for (const type of ["public_access_block", "ownership", "encryption"]) {
      expect(json).toContain(`"${prefix}queries_results_${type}_`);
    }
  });

  it("stores each query once, in the workgroup, restricted to days and without query strings", () => {
    const queries = resources(json, AthenaNamedQuery);

    expect(queries.map(({ name }) => name).sort()).toEqual([
      "errors_by_target",
      "failed_sign_ins",
      "failures_by_application",
      "format_has_changed",
      "forwarded_without_sign_in",
      "slow_routes",
      "top_clients",
      "unknown_hosts",
      "who_was_rejected",
    ]);
    for (const { query, workgroup, database } of queries) {
      expect(workgroup).toBe(reference(json, AthenaWorkgroup, "name"));
      expect(database).toBe(reference(json, GlueCatalogDatabase, "name"));
      expect(query).toMatch(/\bday >= date_format\(current_date - interval '\d+' day, /);
      expect(String(query).replaceAll(/split_part\((split_part\()?request_url/g, "")).not.toMatch(
        /request_url|redirect_url|\*\s*FROM/,
      );
    }
  });

  it("knows the hosts of the application, and which of its rules need no sign-in", () => {
    const queryOf = (name: string) =>
      String(resources(json, AthenaNamedQuery).find((query) => query.name === name)?.query);
    const open = resources(json, LbListenerRule)
      .filter(({ action }) => (action as { type: string }[])[0]?.type === "forward")
      .map(({ priority }) => `'${priority}'`);

    expect(open).toHaveLength(2);
    expect(queryOf("forwarded_without_sign_in")).toContain(
      `matched_rule_priority NOT IN (${open.join(", ")})`,
    );
    expect(queryOf("unknown_hosts")).toContain("NOT IN ('app.example.com', 'wiki.example.com')");
  });

  it("says where the queries are", () => {
    expect(parse(json).output).toMatchObject({
      access_log_database_name: { value: reference(json, GlueCatalogDatabase, "name") },
      access_log_workgroup_name: { value: reference(json, AthenaWorkgroup, "name") },
    });
  });
});
