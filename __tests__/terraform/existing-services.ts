import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import type { EmulatedAws } from "./emulated-aws";

/** Creates a cluster in moto, which a user already has. */
export async function createCluster(aws: EmulatedAws, clusterName: string): Promise<void> {
  const response = await fetch(aws.endpoint, {
    method: "POST",
    body: JSON.stringify({ clusterName }),
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonEC2ContainerServiceV20141113.CreateCluster",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${aws.region}/ecs/aws4_request`,
    },
  });
  if (!response.ok) throw new Error(`CreateCluster returned ${response.status}`);
}

/** Requests a certificate in moto, which issues it at once, and returns its ARN. */
export async function issueCertificate(aws: EmulatedAws, domain: string): Promise<string> {
  const acm = new ACMClient({
    ...aws,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { CertificateArn = "" } = await acm.send(
    new RequestCertificateCommand({ DomainName: domain, ValidationMethod: "DNS" }),
  );
  acm.destroy();
  return CertificateArn;
}
