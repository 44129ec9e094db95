import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Construct } from "constructs";

/** Properties for {@link HostedZone}. */
export interface HostedZoneProps {
  readonly hostedZoneId: string;
  /** Name of the zone, without a dot at the end. */
  readonly name: string;
  /** Whether the zone may be private: its records are resolved in VPCs only, and validate no certificate. */
  readonly mayBePrivate: boolean;
  /** What gets records in the zone. @default "the application" */
  readonly recordsOf?: string;
}

/**
 * An existing hosted zone. The plan fails when its ID belongs to a zone of another name, or to a
 * private one where a public one is needed: certificates would wait 75 minutes for records that nobody can resolve.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html
 */
export class HostedZone extends Construct {
  readonly hostedZoneId: string;

  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    super(scope, id);
    const { hostedZoneId, name, mayBePrivate, recordsOf = "the application" } = props;
    new DataAwsRoute53Zone(this, "zone", {
      zoneId: hostedZoneId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${trimsuffix(self.name, ".") == ${JSON.stringify(name)}}`,
            errorMessage: `The hosted zone ${hostedZoneId} is \${self.name}, not ${name}, so DNS records of ${recordsOf} would be missing there. Correct hostedZone in the environment file: id and name must be of one zone.`,
          },
          ...(mayBePrivate
            ? []
            : [
                {
                  condition: "${!self.private_zone}",
                  errorMessage: `The hosted zone ${hostedZoneId} is private: neither browsers nor certificate validation can resolve its records. Use the public hosted zone of ${name}.`,
                },
              ]),
        ],
      },
    });
    this.hostedZoneId = hostedZoneId;
  }
}
