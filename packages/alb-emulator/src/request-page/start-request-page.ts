import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { LoadBalancerModel } from "../model/load-balancer.ts";
import { type RunningServer, runServer } from "../model/run-server.ts";
import { renderRequestPage, renderSignedOutPage } from "./render-request-page.ts";
import { type RequestView, requestView } from "./request-view.ts";
import type { SignOut } from "./sign-out.ts";

/** Options of {@link startRequestPage}. */
export interface RequestPageOptions {
  readonly application: string;
  /** Service, or target group without one. */
  readonly service: string;
  readonly inspectorUrl: string;
  /** Status that the health checks of the target groups accept. */
  readonly healthyStatus: number;
  readonly signOutOf: (clientId: string | undefined, host: string) => SignOut;
}

const signOutParameter = "alb-emulator";

/**
 * Serves a page in place of a program, on loopback only: what the program would receive, who is signed
 * in, and how to name a program. Browsers get HTML, other clients JSON.
 */
export function startRequestPage(options: RequestPageOptions): Promise<RunningServer> {
  const server = createServer((request, response) => {
    request.resume();
    respond(options, request, response);
  });
  return runServer(server, { host: "127.0.0.1", port: 0 });
}

function respond(
  options: RequestPageOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.headers["user-agent"]?.startsWith("ELB-HealthChecker/")) {
    response.writeHead(options.healthyStatus).end();
    return;
  }
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Vary", "Accept");
  const view = requestView(request, options);
  if (view.user !== undefined && isSignOut(view.url)) {
    signOut(options, view, response);
    return;
  }
  if (!wantsHtml(request.headers.accept)) {
    response.setHeader("Content-Type", "application/json");
    response.end(`${JSON.stringify(view, undefined, 2)}\n`);
    return;
  }
  const links = { inspectorUrl: options.inspectorUrl, signOutUrl: `?${signOutParameter}=sign-out` };
  sendHtml(response, (nonce) => renderRequestPage(view, links, nonce));
}

/** The first status that the health checks of a service's target groups accept. @returns 200 without any */
export function healthyStatus(models: readonly LoadBalancerModel[], service: string): number {
  const [group] = models
    .flatMap(({ targetGroups }) => targetGroups)
    .filter((each) => each.service === service);
  const [, status = "200"] = /^\s*(\d{3})/.exec(group?.healthCheck.matcher ?? "") ?? [];
  return Number(status);
}

/** Ends the load balancer's sessions, then the user pool's. */
function signOut(
  { signOutOf }: RequestPageOptions,
  view: RequestView,
  response: ServerResponse,
): void {
  const { cookies, userPoolUrl } = signOutOf(view.user?.clientId, hostOf(view));
  response.setHeader("Set-Cookie", [...cookies]);
  if (userPoolUrl !== undefined) {
    response.writeHead(302, { Location: userPoolUrl }).end();
    return;
  }
  const [path = "/"] = view.url.split("?");
  sendHtml(response, (nonce) => renderSignedOutPage(view, path, nonce));
}

function sendHtml(response: ServerResponse, render: (nonce: string) => string): void {
  const nonce = randomBytes(16).toString("base64");
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader(
    "Content-Security-Policy",
    `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  );
  response.end(render(nonce));
}

function isSignOut(url: string): boolean {
  const [, query = ""] = url.split("?", 2);
  return new URLSearchParams(query).get(signOutParameter) === "sign-out";
}

/** Browsers name HTML in `Accept`; a client that accepts anything gets JSON. */
function wantsHtml(accept: string | undefined): boolean {
  return accept !== undefined && /\btext\/html\b/i.test(accept);
}

function hostOf({ headers }: RequestView): string {
  const [, host = ""] = headers.find(([name]) => name.toLowerCase() === "host") ?? [];
  return host.replace(/:\d+$/, "");
}
