import { request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  accessPayload,
  clientId,
  issuer,
  loadBalancerArn,
  rawHeaders,
  signAccessToken,
  signedInHeaders,
} from "../../../packages/alb-auth/__tests__/support/tokens";
import { VerifierFixture } from "../../../packages/alb-auth/__tests__/support/verifier";
import { createApp } from "../../app";
import { type ContainerConfig, parseConfig } from "../../config/config";
import { createHttpServer } from "../../http/http-server";
import { createLog } from "../../observability/log";
import { Metrics } from "../../observability/metrics";
import { Readiness } from "../../observability/readiness";

/** Request headers of a browser and of an API client. */
export const acceptPage = ["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"];
export const acceptJson = ["Accept", "application/json"];

/** Request headers of a signed-in user, with other claims in the access token. */
export function signedIn(claims: Record<string, unknown> = {}): string[] {
  const accessToken = signAccessToken({ payload: accessPayload(claims) });
  return rawHeaders(signedInHeaders({ accessToken }));
}

/** Environment variables as the task definition sets them. */
export const environment: Readonly<Record<string, string>> = {
  PORT: "0",
  APP_URL: "https://app.example.com",
  ALB_ARN: loadBalancerArn,
  COGNITO_ISSUER: issuer,
  COGNITO_CLIENT_ID: clientId,
  COGNITO_DOMAIN_URL: "https://example.auth.eu-central-1.amazoncognito.com",
  SESSION_COOKIE_NAMES: "AWSELBAuthSessionCookie,tasks-session",
};

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface HttpRequestOptions {
  readonly method?: string;
  /** @default "app.example.com" */
  readonly host?: string;
  /** Names and values in turn, so that a header can be sent twice. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** The real app on a free port of the loopback interface, with a clock that stands still. */
export class AppFixture {
  readonly fixture: VerifierFixture;
  readonly config: ContainerConfig;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly server: Server;
  readonly logLines: string[] = [];
  readonly metricLines: string[] = [];
  publicKeysReachable = true;

  constructor(changes: Record<string, string> = {}) {
    this.config = parseConfig({ ...environment, ...changes });
    this.metrics = new Metrics((line) => this.metricLines.push(line));
    this.fixture = new VerifierFixture({
      onOutcome: (outcome) => this.metrics.verification(outcome),
      onKeyLookup: (isHit) => this.metrics.keyLookup(isHit),
      ...(changes.ROUTE_GROUPS !== undefined && { routeGroups: JSON.parse(changes.ROUTE_GROUPS) }),
      ...(this.config.machineClientIds.length > 0 && {
        machineClientIds: this.config.machineClientIds,
      }),
    });
    const { verifier } = this.fixture;
    this.readiness = new Readiness(
      verifier,
      this.config.publicKeysUrl,
      async () => this.publicKeysReachable,
    );
    const sink = { write: (line: string) => this.logLines.push(line) };
    const log = createLog("info", sink);
    const { config, metrics, readiness } = this;
    const app = createApp({ config, verifier, log, metrics, readiness });
    this.server = createHttpServer(app.callback(), config.idleTimeoutSeconds);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What was logged of each request, in order. */
  get log(): Record<string, unknown>[] {
    return this.logLines.map((line) => JSON.parse(line));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  request(path: string, options: HttpRequestOptions = {}): Promise<HttpResponse> {
    return request(this.port, path, options);
  }
}

export function request(
  port: number,
  path: string,
  { method = "GET", host = "app.example.com", headers = [], body }: HttpRequestOptions = {},
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: ["Host", host, ...headers],
        agent: false,
        maxHeaderSize: 65_536,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
