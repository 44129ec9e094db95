import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";

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

/** Creates a public hosted zone, which a user of this project already has, and returns its ID. */
export async function createHostedZone(aws: EmulatedAws, name: string): Promise<string> {
  const client = new Route53Client({ ...aws, credentials });
  const { HostedZone } = await client.send(
    new CreateHostedZoneCommand({ Name: name, CallerReference: name }),
  );
  client.destroy();
  const id = HostedZone?.Id?.split("/").at(-1);
  if (id === undefined) throw new Error(`moto created no hosted zone for ${name}`);
  return id;
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
