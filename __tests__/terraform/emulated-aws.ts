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

/** Makes a versioned bucket for Terraform's state: whoever uses the S3 backend has one. */
export async function createStateBucket(aws: EmulatedAws, bucket: string): Promise<void> {
  const url = `${aws.endpoint}/${bucket}`;
  await put(
    url,
    `<CreateBucketConfiguration><LocationConstraint>${aws.region}</LocationConstraint></CreateBucketConfiguration>`,
  );
  await put(
    `${url}?versioning`,
    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
  );
}

async function put(url: string, body: string): Promise<void> {
  const response = await fetch(url, {
    method: "PUT",
    body,
    headers: {
      authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/s3/aws4_request",
    },
  });
  if (!response.ok) throw new Error(`PUT ${url} gave ${response.status}: ${await response.text()}`);
}
