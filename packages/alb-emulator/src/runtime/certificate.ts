import { generate } from "selfsigned";

export interface LocalCertificate {
  readonly key: string;
  readonly cert: string;
}

/** A self-signed certificate for this run; browsers warn about it. */
export async function makeCertificate(realHosts: readonly string[]): Promise<LocalCertificate> {
  const names = [...new Set(realHosts.flatMap((host) => [`${host}.localhost`, host])), "localhost"];
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      { name: "subjectAltName", altNames: names.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  return { key, cert };
}
