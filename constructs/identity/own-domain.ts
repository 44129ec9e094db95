import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { Certificate } from "../load-balancer/certificate";
import { HostedZone } from "../load-balancer/hosted-zone";
import { ParentRecord } from "./parent-record";
import type { SignInDomain, UserPoolReference } from "./user-pool-reference";

/** Properties for {@link OwnDomain}. */
export interface OwnDomainProps {
  readonly userPool: UserPoolReference;
  readonly hostName: string;
  readonly hostedZoneId: string;
  readonly hostedZoneName: string;
  /** 1 is the hosted UI, 2 managed login. */
  readonly managedLoginVersion: 1 | 2;
}

/** Cognito serves own domains from CloudFront, which takes certificates from this region only. */
const certificateRegion = "us-east-1";

/**
 * A domain of your own for a user pool, with its certificate and its DNS record.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 */
export class OwnDomain extends Construct implements SignInDomain {
  /** The host name, known once the domain exists. */
  readonly domain: string;
  readonly baseUrl: string;
  /** Id of the pool, known once the domain exists. */
  readonly userPoolId: string;

  constructor(scope: Construct, id: string, props: OwnDomainProps) {
    super(scope, id);
    const { hostName } = props;
    const { hostedZoneId } = new HostedZone(this, "hosted_zone", {
      hostedZoneId: props.hostedZoneId,
      name: props.hostedZoneName,
      mayBePrivate: false,
      recordsOf: "the user pool domain",
    });
    const parent = new ParentRecord(this, "parent", { hostName, hostedZoneId });
    const { certificateArn } = new Certificate(this, "certificate", {
      hostNames: [hostName],
      hostedZoneId,
      region: certificateRegion,
    });
    const domain = new CognitoUserPoolDomain(this, "domain", {
      userPoolId: props.userPool.userPoolId,
      domain: hostName,
      certificateArn,
      managedLoginVersion: props.managedLoginVersion,
      dependsOn: [parent.lookup],
    });
    // AWS documents an A record only: Cognito says of no distribution that it has IPv6.
    new Route53Record(this, "record", {
      zoneId: hostedZoneId,
      name: hostName,
      type: "A",
      alias: {
        name: domain.cloudfrontDistribution,
        zoneId: domain.cloudfrontDistributionZoneId,
        evaluateTargetHealth: false,
      },
    });
    this.domain = domain.domain;
    this.userPoolId = domain.userPoolId;
    this.baseUrl = `https://${hostName}`;
  }
}
