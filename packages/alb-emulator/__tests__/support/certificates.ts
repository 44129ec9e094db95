import { createPrivateKey, KeyObject, webcrypto } from "node:crypto";
import {
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { LocalCertificate } from "../../src/runtime/certificate.ts";

export { createAuthority, type LocalCertificate } from "../../src/runtime/certificate.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * A certificate with any validity.
 * @param days From now; negative ones are in the past.
 */
export async function certificateFor(
  host: string,
  authority: LocalCertificate,
  { fromDays, toDays }: { readonly fromDays: number; readonly toDays: number },
): Promise<LocalCertificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const der = createPrivateKey(authority.key).export({ type: "pkcs8", format: "der" });
  const certificate = await X509CertificateGenerator.create({
    subject: "CN=certificate of a test",
    issuer: new X509Certificate(authority.cert).subject,
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]),
    notBefore: new Date(Date.now() + fromDays * dayMs),
    notAfter: new Date(Date.now() + toDays * dayMs),
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension([{ type: "dns", value: host }])],
  });
  return {
    cert: `${certificate.toString("pem")}\n`,
    key: KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
