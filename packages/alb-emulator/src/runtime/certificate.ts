import { createPrivateKey, createPublicKey, KeyObject, webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** Certificate and private key, in PEM. */
export interface LocalCertificate {
  readonly key: string;
  readonly cert: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 24 * 60 * 60 * 1000;

/** Clocks of containers and virtual machines may be behind. */
const toleranceMs = dayMs;

const authorityDays = 3650;

/** What clients of Apple accept at most. */
const certificateDays = 397;

/** Creates a certificate authority that signs certificates of servers, and nothing else. */
export async function createAuthority(): Promise<LocalCertificate> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=alb-emulator (local development), O=alb-emulator",
    keys,
    ...validity(authorityDays),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: pemOf(certificate), key: privateKeyPem(keys) };
}

/** @param hosts DNS names, with or without a wildcard. */
export async function createCertificate(
  hosts: readonly string[],
  authority: LocalCertificate,
): Promise<LocalCertificate> {
  const issuer = new X509Certificate(authority.cert);
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.create({
    // The names are in the extension: a common name holds 64 characters only.
    subject: "CN=alb-emulator",
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    ...validity(certificateDays),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        [...new Set(hosts)].map((value) => ({ type: "dns" as const, value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { cert: pemOf(certificate), key: privateKeyPem(keys) };
}

/** Whether this is a certificate with its key, valid for as long as the next certificates. */
export function isUsableAuthority({ cert, key }: LocalCertificate): boolean {
  try {
    const { notAfter, publicKey } = new X509Certificate(cert);
    const ownKey = createPublicKey(key).export({ type: "spki", format: "der" });
    return (
      ownKey.equals(Buffer.from(publicKey.rawData)) &&
      notAfter.getTime() > Date.now() + certificateDays * dayMs
    );
  } catch {
    return false;
  }
}

function generateKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function validity(days: number) {
  return {
    notBefore: new Date(Date.now() - toleranceMs),
    notAfter: new Date(Date.now() - toleranceMs + days * dayMs),
  };
}

function pemOf(certificate: X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}

function privateKeyPem({ privateKey }: webcrypto.CryptoKeyPair): string {
  return KeyObject.from(privateKey).export({ type: "pkcs8", format: "pem" }).toString();
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: "pkcs8", format: "der" });
  return webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
}
