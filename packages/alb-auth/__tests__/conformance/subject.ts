import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { AlbVerifierOptions, Identity } from "../../index.ts";

/** What a subject is started with. Both say the same. */
export interface SubjectSettings {
  /** For a subject in this process. `onOutcome` tells the suite the code of each rejection. */
  readonly options: AlbVerifierOptions;
  /** For a program: the container contract, with 127.0.0.1 as HOST and 0 as PORT. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface RunningSubject {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * What the conformance suite tests: a program that responds to a valid `GET /` with 200 and
 * `{subject, username, email, groups, scopes}` as JSON.
 */
export interface Subject {
  /** As docs/comparison.md names it. */
  readonly name: string;
  /** Whether it runs in this process with `options`, so that the codes of rejections are known. */
  readonly isInProcess: boolean;
  start(settings: SubjectSettings): Promise<RunningSubject>;
}

/** What every subject returns for a valid request. */
export function shownIdentity({ subject, username, email, groups, scopes }: Identity) {
  return { subject, username, email, groups, scopes };
}

/** Serves on a free port of loopback, with as many headers as a load balancer sends. */
export async function serve(listener: RequestListener): Promise<RunningSubject> {
  const server = createServer({ maxHeaderSize: 65_536 }, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
