import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { accessLogTableNames } from "./names";
import { QueryResultBucket } from "./query-result-bucket";

/** Properties for {@link QueryWorkgroup}. */
export interface QueryWorkgroupProps {
  /** Name of the load balancer. */
  readonly name: string;
  /** Gigabytes that a query may read before Athena stops it. */
  readonly maxScannedGigabytes: number;
  /** Days until the result of a query is deleted. */
  readonly resultRetentionDays: number;
}

const bytesPerGigabyte = 1024 ** 3;

/**
 * Where queries of the access logs run: with a limit of what one may cost, and with a bucket of their own
 * for results. Nobody can choose other settings for a query.
 * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings.html
 */
export class QueryWorkgroup extends Construct {
  readonly workgroupName: string;

  constructor(scope: Construct, id: string, props: QueryWorkgroupProps) {
    super(scope, id);
    const { name } = props;
    const { workgroupName } = accessLogTableNames(name);
    const results = new QueryResultBucket(this, "results", {
      name,
      retentionDays: props.resultRetentionDays,
    });
    const workgroup = new AthenaWorkgroup(this, "workgroup", {
      name: workgroupName,
      description: `Queries of the access logs of the load balancer ${name}`,
      // The history of queries would prevent its deletion; it is of no use without the workgroup.
      forceDestroy: true,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: props.maxScannedGigabytes * bytesPerGigabyte,
        resultConfiguration: {
          outputLocation: `s3://${results.bucketName}/`,
          expectedBucketOwner: accountIdOf(this),
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
        },
      },
      tags: { Name: workgroupName },
      dependsOn: [...results.policies],
    });
    this.workgroupName = workgroup.name;
  }
}
