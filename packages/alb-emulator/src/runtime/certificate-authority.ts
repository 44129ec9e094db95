import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EmulatorError } from "../model/emulator-error.ts";
import {
  createAuthority,
  createCertificate,
  isUsableAuthority,
  type LocalCertificate,
} from "./certificate.ts";

/** Where a certificate authority is kept. */
export interface AuthorityFiles {
  /** Its certificate, for programs to trust. */
  readonly certificate: string;
  /** Its private key, for this user alone. */
  readonly key: string;
  /** A copy of the certificate for other users and containers. @default - none */
  readonly copy?: string | undefined;
}

/** Signs the certificates of one machine's emulators. */
export interface CertificateAuthority {
  /** File of its certificate, in PEM: the copy where there is one. */
  readonly certificateFile: string;
  /** @param hosts DNS names. */
  issue(hosts: readonly string[]): Promise<LocalCertificate>;
}

/**
 * Opens the certificate authority in these files, or creates one: whoever trusts it trusts the
 * emulator at its next start as well.
 * @throws EmulatorError when it cannot be written
 */
export async function openCertificateAuthority(
  files: AuthorityFiles,
): Promise<CertificateAuthority> {
  const kept = { cert: readText(files.certificate), key: readText(files.key) };
  const authority = isUsableAuthority(kept) ? kept : await createAuthority();
  if (authority !== kept) {
    write(files.key, authority.key, 0o600);
    write(files.certificate, authority.cert, 0o644);
  }
  if (files.copy !== undefined) write(files.copy, authority.cert, 0o644);
  return {
    certificateFile: files.copy ?? files.certificate,
    issue: (hosts) => createCertificate(hosts, authority),
  };
}

/** Opens an authority when the first certificate is needed. */
export class LazyAuthority {
  #opened: CertificateAuthority | undefined;

  constructor(private readonly files: AuthorityFiles) {}

  /** Absolute path of its certificate; absent until it is open. */
  get certificateFile(): string | undefined {
    return this.#opened && resolve(this.#opened.certificateFile);
  }

  async issue(hosts: readonly string[]): Promise<LocalCertificate> {
    this.#opened ??= await openCertificateAuthority(this.files);
    return this.#opened.issue(hosts);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function write(file: string, text: string, mode: number): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
    // The mode above is for new files only.
    chmodSync(file, mode);
  } catch (error) {
    throw new EmulatorError(
      `The certificate authority cannot be written to ${file}: ${(error as Error).message}. Programs need its certificate to trust the emulator. Use another folder or file.`,
    );
  }
}
