import type { Listener } from "../../model/load-balancer.ts";

/**
 * The certificate that a listener presents to a client that asks for a host name: one for this name, else
 * one whose wildcard holds it, else the default one.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
export function chosenCertificateArn(
  { certificateArn, sniCertificates = [] }: Listener,
  host: string | undefined,
): string | undefined {
  const name = host?.toLowerCase() ?? "";
  const wildcard = `*${name.slice(name.indexOf("."))}`;
  const found = [name, wildcard].flatMap(
    (wanted) => sniCertificates.find(({ hostNames }) => hostNames.includes(wanted)) ?? [],
  );
  return found[0]?.arn ?? certificateArn;
}
