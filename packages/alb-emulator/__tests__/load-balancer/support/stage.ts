import { EventEmitter, once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import {
  type LoadBalancerOptions,
  startLoadBalancer,
} from "../../../src/load-balancer/start-load-balancer.ts";
import { AddressBook } from "../../../src/model/address-book.ts";
import type { LoadBalancerEvent } from "../../../src/model/event.ts";
import type { LoadBalancerModel } from "../../../src/model/load-balancer.ts";
import { runServer } from "../../../src/model/run-server.ts";
import { Browser } from "./browser.ts";
import { FakeCognito } from "./fake-cognito.ts";

/** What the target received, as it says in its response. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

const echo: RequestListener = async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const { method, url, headers, rawHeaders } = request;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ method, url, headers, rawHeaders, body }));
};

export type StageOptions = Partial<LoadBalancerOptions> & { readonly target?: RequestListener };

/** A load balancer between a browser, a target and a fake Cognito, all on free ports. */
export async function setStage(model: LoadBalancerModel, options: StageOptions = {}) {
  const { target = echo, ...others } = options;
  const server = createServer({ maxHeaderSize: 128 * 1024 }, target);
  const runningTarget = await runServer(server, { host: "127.0.0.1", port: 0 });
  const cognito = new FakeCognito();
  if (options.clock) cognito.nowMs = options.clock;
  const identity = await cognito.start();
  const events: LoadBalancerEvent[] = [];
  const lines: string[] = [];
  const arrivals = new EventEmitter();
  const targetUrl = new URL(`http://127.0.0.1:${runningTarget.port}`);
  const loadBalancer = await startLoadBalancer(model, {
    identity: () => identity,
    addresses: new AddressBook(),
    resolveTarget: () => targetUrl,
    onEvent: (event) => {
      events.push(event);
      arrivals.emit("event");
    },
    accessLog: { onLine: (line) => lines.push(line) },
    ...others,
  });
  return {
    loadBalancer,
    cognito,
    server,
    targetUrl,
    events,
    lines,
    browser: new Browser(() => loadBalancer.port),
    /** The latest event, once there are this many. A request's event follows its response. */
    lastEvent: async (count = 1) => {
      while (events.length < count) await once(arrivals, "event");
      return events.at(-1);
    },
    close: async () => {
      await loadBalancer.close();
      await identity.close();
      await runningTarget.close();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof setStage>>;

export function received(body: string): Received {
  return JSON.parse(body) as Received;
}
