import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { accessLogTableNames } from "./names";
import { tableName } from "./queries/named-query";
import { rowColumns, rowPattern } from "./row-format";

/** Properties for {@link AccessLogTable}. */
export interface AccessLogTableProps {
  /** Name of the load balancer. */
  readonly name: string;
  readonly region: string;
  /** Bucket that the load balancer writes to, without a prefix. */
  readonly bucketName: string;
  /** Days until a log file is deleted. */
  readonly retentionDays: number;
}

/**
 * A table over the access logs of a load balancer. It stores nothing: Athena reads the log files
 * themselves, and works out their folders from the condition on `day`, so nothing has to add partitions.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table-partition-projection.html
 */
export class AccessLogTable extends Construct {
  readonly databaseName: string;
  readonly tableName: string;

  constructor(scope: Construct, id: string, props: AccessLogTableProps) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, "database", {
      name: accessLogTableNames(props.name).databaseName,
      description: `Access logs of the load balancer ${props.name}`,
    });
    const folder = `s3://${props.bucketName}/AWSLogs/${accountIdOf(this)}/elasticloadbalancing/${props.region}/`;
    const table = new GlueCatalogTable(this, "table", {
      databaseName: database.name,
      name: tableName,
      description: "One row for each request",
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        "projection.enabled": "true",
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        "projection.day.range": `NOW-${props.retentionDays}DAYS,NOW`,
        // With two dollar signs Terraform leaves the placeholder to Athena.
        "storage.location.template": `${folder}$\${day}/`,
      },
      partitionKeys: [{ name: "day", type: "string" }],
      storageDescriptor: {
        location: folder,
        inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serDeInfo: {
          serializationLibrary: "org.apache.hadoop.hive.serde2.RegexSerDe",
          parameters: { "serialization.format": "1", "input.regex": rowPattern },
        },
        columns: rowColumns.map(({ name, type }) => ({ name, type })),
      },
    });
    this.databaseName = database.name;
    this.tableName = table.name;
  }
}
