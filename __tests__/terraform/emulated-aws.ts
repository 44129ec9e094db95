import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";

/** Where the emulator listens, and the region that the stacks live in. */
export interface EmulatedAws {
  readonly endpoint: string;
  readonly region: string;
}

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

/** Client of the load balancers in the emulator. */
export function loadBalancingClient(aws: EmulatedAws): ElasticLoadBalancingV2Client {
  return new ElasticLoadBalancingV2Client({ ...aws, credentials });
}

/** Makes a public hosted zone, as its owner has done before this project comes in, and gives its id. */
export async function createHostedZone(aws: EmulatedAws, name: string): Promise<string> {
  const client = new Route53Client({ ...aws, credentials });
  const { HostedZone } = await client.send(
    new CreateHostedZoneCommand({ Name: name, CallerReference: name }),
  );
  client.destroy();
  const id = HostedZone?.Id?.split("/").at(-1);
  if (id === undefined) throw new Error(`the emulator made no hosted zone for ${name}`);
  return id;
}

/** An S3 bucket in the emulator, for Terraform's state: whoever uses that backend has one. */
export class StateBucket {
  constructor(
    private readonly aws: EmulatedAws,
    readonly name: string,
  ) {}

  /** Makes the bucket, with versioning. */
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
      // The emulator takes the service and the region from here, and checks no signature.
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${this.aws.region}/s3/aws4_request`,
      },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url} gave ${response.status}: ${text}`);
    return text;
  }
}
