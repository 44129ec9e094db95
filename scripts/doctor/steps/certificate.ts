import { checkServerIdentity, connect, type PeerCertificate } from "node:tls";
import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { addressOf, isLocal } from "../http/address";
import { connectionError } from "../http/doctor-client";
import { judged, type StepResult, skipped } from "../step";
import type { WalkContext } from "../walk-context";

const dayMs = 24 * 60 * 60 * 1000;

/** ACM renews 45 days before the end. */
const soonDays = 21;

/** What a TLS handshake shows. */
interface Handshake {
  readonly certificate: PeerCertificate;
  /** Why a browser would reject its chain or validity; `undefined` when it would not. */
  readonly chainError: string | undefined;
  readonly protocol: string;
}

/** Judges the certificate of a host as a browser does; a later step goes on all the same. */
export async function lookAtCertificate(
  { url, options, client, ca }: WalkContext,
  nowMs = Date.now(),
): Promise<StepResult> {
  if (url.protocol === "http:") {
    return skipped("certificate", "The local emulator serves plain HTTP here.");
  }
  let handshake: Handshake;
  try {
    handshake = await shakeHands(url, options, ca);
  } catch (error) {
    const proof = [`TLS handshake with ${url.host}: ${connectionError(error)}.`];
    client.acceptAnyCertificate(url);
    return judged("certificate", proof, [
      found("certificate-untrusted", {
        summary: `${url.hostname} does not complete a TLS handshake.`,
        proof,
        fix: "Attach a certificate to the HTTPS listener: applications.NAME.certificate, or hostedZone for a new one; then deploy.",
      }),
    ]);
  }
  const { certificate, protocol } = handshake;
  const seen = [
    `Valid until ${certificate.valid_to}, for ${namesOf(certificate).join(", ")}.`,
    `Issued by ${issuerOf(certificate)}; ${protocol}.`,
  ];
  if (isLocal(url)) return judged("certificate", [...seen, "That of the local emulator."]);
  const findings = judge(url, handshake, nowMs);
  if (findings.some(({ severity }) => severity === "error")) client.acceptAnyCertificate(url);
  return judged("certificate", seen, findings);
}

function judge(url: URL, { certificate, chainError }: Handshake, nowMs: number): Finding[] {
  const from = Date.parse(certificate.valid_from);
  const to = Date.parse(certificate.valid_to);
  const findings: Finding[] = [];
  const hostError = checkServerIdentity(url.hostname, certificate);
  if (hostError !== undefined) {
    findings.push(
      found("certificate-host", {
        summary: `The certificate does not cover ${url.hostname}, so browsers reject it.`,
        proof: [`It covers ${namesOf(certificate).join(", ") || "no host name"}.`],
      }),
    );
  }
  if (nowMs < from || nowMs > to) {
    findings.push(
      found("certificate-expired", {
        summary: `The certificate of ${url.hostname} is valid from ${certificate.valid_from} to ${certificate.valid_to}, which is not now.`,
        proof: [`This machine's time is ${new Date(nowMs).toUTCString()}.`],
      }),
    );
  } else if (to - nowMs < soonDays * dayMs) {
    const days = Math.floor((to - nowMs) / dayMs);
    findings.push(
      found("certificate-expires-soon", {
        summary: `The certificate of ${url.hostname} expires in ${days} days, and ACM renews 45 days before the end.`,
        proof: [`Valid until ${certificate.valid_to}.`],
      }),
    );
  }
  const isAboutTime = /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(chainError ?? "");
  if (chainError !== undefined && !isAboutTime) {
    findings.push(
      found("certificate-untrusted", {
        summary: `No certificate authority that browsers trust signed the certificate of ${url.hostname}.`,
        proof: [`TLS says ${chainError}.`, `Issued by ${issuerOf(certificate)}.`],
      }),
    );
  }
  return findings;
}

function shakeHands(
  url: URL,
  { connectTo, timeoutMs }: WalkContext["options"],
  ca: readonly string[] | undefined,
): Promise<Handshake> {
  const { host, port } = addressOf(url, connectTo);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      servername: url.hostname,
      // It is judged here, name and chain apart from each other.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ALPNProtocols: ["h2", "http/1.1"],
      ...(ca !== undefined && { ca: [...ca] }),
    });
    socket.setTimeout(timeoutMs, () => {
      socket.destroy(new Error(`no response within ${timeoutMs / 1000} seconds`));
    });
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      const { authorized, authorizationError, alpnProtocol } = socket;
      const version = socket.getProtocol() ?? "TLS";
      resolve({
        certificate: socket.getPeerCertificate(),
        chainError: authorized ? undefined : codeOf(authorizationError),
        protocol: alpnProtocol === "h2" ? `${version}, HTTP/2` : version,
      });
      socket.end();
    });
  });
}

/** Node's types say `Error`; it is a code. */
function codeOf(error: unknown): string {
  return typeof error === "string"
    ? error
    : String((error as NodeJS.ErrnoException)?.code ?? error);
}

function namesOf({ subjectaltname = "", subject }: PeerCertificate): string[] {
  const names = subjectaltname
    .split(/,\s*/)
    .filter((name) => name !== "")
    .map((name) => name.replace(/^DNS:|^IP Address:/, ""));
  return names.length > 0 ? names : [subject?.CN ?? ""].flat().filter((name) => name !== "");
}

function issuerOf({ issuer }: PeerCertificate): string {
  return [issuer?.O ?? issuer?.CN ?? "an issuer without a name"].flat().join(", ");
}
