import type { Socket } from "node:net";
import type { LoadBalancerEvent } from "../../model/event.ts";
import type { Listener, LoadBalancerModel } from "../../model/load-balancer.ts";
import { chosenCertificateArn } from "../http/chosen-certificate.ts";
import { ConnectionTraces, tlsOf } from "../http/connection-traces.ts";
import type { Exchange } from "../http/exchange.ts";
import type { AccessLog } from "./access-log.ts";
import { type AccessLogContext, accessLogLine } from "./access-log-line.ts";
import { responseHeaders } from "./header-traces.ts";
import type { RequestTrace } from "./request-trace.ts";
import { toEvent } from "./to-event.ts";

/** Options of {@link ListenerLog}. */
export interface ListenerLogOptions {
  readonly model: LoadBalancerModel;
  readonly accessLog: AccessLog;
  readonly onEvent: (event: LoadBalancerEvent) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Transferred = Pick<AccessLogContext, "status" | "receivedBytes" | "sentBytes">;

/** Where the requests of one listener are reported: access log and events. */
export class ListenerLog {
  readonly #connections = new ConnectionTraces();

  constructor(
    private readonly listener: Listener,
    private readonly options: ListenerLogOptions,
  ) {}

  /** Reports a request that is over. */
  finish(trace: RequestTrace, exchange: Exchange, status: number): void {
    this.write(trace, exchange.request.socket, status);
    this.publish(trace, exchange, status);
  }

  /** Writes the line of the access log. */
  write(trace: RequestTrace, socket: Socket, status: number): void {
    this.#line(trace, socket, { ...this.#connections.bytesSinceLast(socket), status });
  }

  /** Reports what was not a request: AWS's log counts the bytes sent only. */
  malformed(trace: RequestTrace, socket: Socket, status: number, sentBytes: number): void {
    this.#line(trace, socket, { status, receivedBytes: 0, sentBytes });
    this.options.onEvent(toEvent(this.options.model, trace, status, []));
  }

  #line(trace: RequestTrace, socket: Socket, transferred: Transferred): void {
    const { model, accessLog, now } = this.options;
    const line = accessLogLine(trace, {
      ...transferred,
      loadBalancerArn: model.arn,
      certificateArn: chosenCertificateArn(this.listener, trace.attributes.host),
      connectionTraceId: this.#connections.traceId(socket),
      completedAtMs: now(),
      finishedAtMs: performance.now(),
      tls: tlsOf(socket),
    });
    accessLog.write(line);
  }

  publish(trace: RequestTrace, { response }: Exchange, status: number): void {
    const headers = responseHeaders(response.getHeaders());
    this.options.onEvent(toEvent(this.options.model, trace, status, headers));
  }
}
