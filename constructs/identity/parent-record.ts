import { DataAwsRoute53Records } from "@cdktf/provider-aws/lib/data-aws-route53-records";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** Properties for {@link ParentRecord}. */
export interface ParentRecordProps {
  /** Host name of a user pool domain, below the hosted zone's name. */
  readonly hostName: string;
  readonly hostedZoneId: string;
}

/**
 * The A record of the name above a user pool domain, without which Cognito creates no domain. It is
 * looked up in the hosted zone at plan time, where a wildcard record counts as well.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 */
export class ParentRecord extends Construct {
  /** What a user pool domain waits for. */
  readonly lookup: ITerraformDependable;

  constructor(scope: Construct, id: string, { hostName, hostedZoneId }: ParentRecordProps) {
    super(scope, id);
    const parent = nameAbove(hostName);
    // Route 53 writes the asterisk of a wildcard in octal.
    const names = [`${parent}.`, `\\052.${nameAbove(parent)}.`];
    const listed = names.map((name) => JSON.stringify(name)).join(", ");
    const records = new DataAwsRoute53Records(this, "records", {
      zoneId: hostedZoneId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${anytrue([for record in self.resource_record_sets : contains([${listed}], record.name) && contains(["A", "CNAME"], record.type)])}`,
            errorMessage: `The hosted zone ${hostedZoneId} has no A record for ${parent}, the name above ${hostName}, so Cognito rejects the domain. Create that record; where an application of this environment has the name ${parent}, deploy it with identity.domain.prefix first, then change to hostName.`,
          },
        ],
      },
    });
    this.lookup = records;
  }
}

function nameAbove(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}
