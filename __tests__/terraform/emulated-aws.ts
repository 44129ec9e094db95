import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
  type VPCRegion,
} from "@aws-sdk/client-route-53";

/** Endpoint of moto, and the region of the stacks. */
export interface EmulatedAws {
  readonly endpoint: string;
  readonly region: string;
}

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

/** Client of the load balancers in moto. */
export function loadBalancingClient(aws: EmulatedAws): ElasticLoadBalancingV2Client {
  return new ElasticLoadBalancingV2Client({ ...aws, credentials });
}

/** Creates a hosted zone, which a user of this project already has, and returns its ID. */
export async function createHostedZone(
  aws: EmulatedAws,
  name: string,
  { isPrivate = false } = {},
): Promise<string> {
  const client = new Route53Client({ ...aws, credentials });
  const { HostedZone } = await client.send(
    new CreateHostedZoneCommand({
      Name: name,
      CallerReference: `${name} ${isPrivate}`,
      ...(isPrivate
        ? {
            HostedZoneConfig: { PrivateZone: true },
            VPC: { VPCId: "vpc-0a1b2c3d", VPCRegion: aws.region as VPCRegion },
          }
        : {}),
    }),
  );
  client.destroy();
  const id = HostedZone?.Id?.split("/").at(-1);
  if (id === undefined) throw new Error(`moto created no hosted zone for ${name}`);
  return id;
}

/** Creates an A record that no stack manages, as that of a company's website. */
export async function createAddressRecord(
  aws: EmulatedAws,
  hostedZoneId: string,
  name: string,
): Promise<void> {
  const client = new Route53Client({ ...aws, credentials });
  await client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: hostedZoneId,
      ChangeBatch: {
        Changes: [
          {
            Action: "UPSERT",
            ResourceRecordSet: {
              Name: name,
              Type: "A",
              TTL: 300,
              ResourceRecords: [{ Value: "192.0.2.1" }],
            },
          },
        ],
      },
    }),
  );
  client.destroy();
}

/** An S3 bucket in moto for Terraform's state, which a user of the `s3` backend already has. */
export class StateBucket {
  constructor(
    private readonly aws: EmulatedAws,
    readonly name: string,
  ) {}

  /** Creates the bucket, with versioning. */
  async create(): Promise<void> {
    const { region } = this.aws;
    const location = `<LocationConstraint>${region}</LocationConstraint>`;
    await this.request(
      "PUT",
      "",
      `<CreateBucketConfiguration>${location}</CreateBucketConfiguration>`,
    );
    await this.request(
      "PUT",
      "?versioning",
      "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    );
  }

  put(key: string, body: string): Promise<string> {
    return this.request("PUT", `/${key}`, body);
  }

  delete(key: string): Promise<string> {
    return this.request("DELETE", `/${key}`);
  }

  /** Every key, in alphabetical order. */
  async keys(): Promise<string[]> {
    const listing = await this.request("GET", "?list-type=2");
    return [...listing.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key);
  }

  private async request(method: string, path: string, body?: string): Promise<string> {
    const url = `${this.aws.endpoint}/${this.name}${path}`;
    const response = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body }),
      // moto reads the service and the region here, and checks no signature.
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${this.aws.region}/s3/aws4_request`,
      },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url} returned ${response.status}: ${text}`);
    return text;
  }
}

/** Sends a request to Cognito, and returns its response. */
export async function cognitoRequest(
  aws: EmulatedAws,
  action: string,
  parameters: object,
): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const response = await fetch(aws.endpoint, {
    method: "POST",
    body: JSON.stringify(parameters),
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${aws.region}/cognito-idp/aws4_request`,
    },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${action} returned ${response.status}: ${text}`);
  return text === "" ? {} : JSON.parse(text);
}
