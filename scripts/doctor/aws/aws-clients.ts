import { ACMClient } from "@aws-sdk/client-acm";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { S3Client } from "@aws-sdk/client-s3";
import type { awsCredentials } from "../../deploy/aws-credentials";

/** Where and as whom to read. */
export interface AwsAccess {
  readonly region: string;
  readonly credentials:
    | ReturnType<typeof awsCredentials>
    | { accessKeyId: string; secretAccessKey: string };
  /** @default - AWS's own, or `AWS_ENDPOINT_URL` */
  readonly endpoint?: string;
}

/** Clients of the services that the doctor reads. It sends no request that changes anything. */
export class AwsClients {
  readonly region: string;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly cognito: CognitoIdentityProviderClient;
  readonly ec2: EC2Client;
  readonly certificates: ACMClient;
  readonly s3: S3Client;

  constructor(access: AwsAccess) {
    this.region = access.region;
    this.loadBalancing = new ElasticLoadBalancingV2Client(access);
    this.cognito = new CognitoIdentityProviderClient(access);
    this.ec2 = new EC2Client(access);
    this.certificates = new ACMClient(access);
    this.s3 = new S3Client(access);
  }

  /** Closes connections. */
  destroy(): void {
    for (const client of [this.loadBalancing, this.cognito, this.ec2, this.certificates, this.s3]) {
      client.destroy();
    }
  }
}
