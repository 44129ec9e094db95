import type { TargetTrace } from "../../model/event.ts";
import type {
  ForwardAction,
  LambdaTargetGroup,
  TargetGroup,
  Transform,
} from "../../model/load-balancer.ts";
import { sendGenerated } from "../http/error-response.ts";
import type { Exchange } from "../http/exchange.ts";
import { statusPage } from "../http/response.ts";
import { invokeLambda } from "../lambda/lambda-target.ts";
import { requestCookies } from "../session/request-cookies.ts";
import { chooseByWeight } from "../targets/target-pool.ts";
import { decodeToken } from "../tokens/decode-token.ts";
import type { ReceivedRequest, RequestSteps } from "../trace/request-trace.ts";
import type { ForwardingContext } from "./forwarding-context.ts";
import { type Authentication, type Header, targetHeaders } from "./target-headers.ts";
import { TargetProxy } from "./target-proxy.ts";
import { transformRequest } from "./transform-request.ts";

/** What earlier actions of the rule found out. */
export interface ForwardOptions {
  readonly authentication: Authentication | undefined;
  readonly setCookies: readonly string[];
  /** Of the rule. */
  readonly transforms: readonly Transform[];
}

/** What invoking a function needs of the request. */
interface LambdaForward {
  readonly authentication: Authentication | undefined;
  readonly transformed: { readonly host: string | undefined; readonly url: string | undefined };
  readonly setCookies: () => readonly string[];
}

/** Forwards requests to targets. */
export class Forwarder {
  readonly #proxy: TargetProxy;

  constructor(private readonly context: ForwardingContext) {
    this.#proxy = new TargetProxy(context.locations, context.idleTimeoutSeconds);
  }

  /** Sends a request to a target of one of the action's target groups, and its response back. */
  async forward(
    exchange: Exchange,
    received: ReceivedRequest,
    action: ForwardAction,
    { authentication, setCookies, transforms }: ForwardOptions,
  ): Promise<RequestSteps> {
    const { targets, unreachableTargets, stickiness } = this.context;
    const { request, upgrade } = exchange;
    const { attributes } = received;
    const transformed = transformRequest(transforms, attributes);
    if (transformed.type === "failed") {
      const { status: transformStatus, explanation } = transformed;
      sendGenerated(exchange, statusPage(500), explanation);
      return { transformStatus, explanation };
    }
    const cookies = requestCookies(attributes);
    const boundGroup = stickiness.boundGroup(action, cookies);
    const arn = boundGroup?.to ?? chooseByWeight(action.targetGroups, Math.random());
    const targetGroup = arn === undefined ? undefined : targets.find(arn);
    if (targetGroup?.lambda !== undefined) {
      return this.#invoke(exchange, received, targetGroup, targetGroup.lambda, {
        ...{ authentication, transformed },
        setCookies: () => [
          ...setCookies,
          ...stickiness.groupCookies(action, boundGroup, targetGroup.arn),
        ],
      });
    }
    const boundTarget = targetGroup && stickiness.boundTarget(targetGroup, cookies);
    const wanted = boundTarget && stickiness.originOf(boundTarget);
    const target = targetGroup && targets.pick(targetGroup, wanted);
    if (targetGroup === undefined || target === undefined) {
      const explanation = withoutTargets(targetGroup, arn);
      sendGenerated(exchange, statusPage(503), explanation);
      return { ...(arn && { targetGroupArn: arn }), explanation };
    }
    const unreachable = unreachableTargets.get(targetGroup.arn);
    if (unreachable !== undefined) {
      sendGenerated(exchange, statusPage(504), unreachable);
      return { targetGroupArn: targetGroup.arn, explanation: unreachable };
    }
    const { host, url } = transformed;
    const headers = targetHeaders(this.context, request, received, { authentication, host });
    // The proxy sends it to the target.
    if (url !== undefined) request.url = url;
    const targetRequest = {
      ...{ target, attributes, headers: headers.all },
      setCookies: (fromTarget: readonly string[]) => [
        ...setCookies,
        ...stickiness.groupCookies(action, boundGroup, targetGroup.arn),
        ...stickiness.targetCookies(targetGroup, boundTarget, target, fromTarget),
      ],
    };
    const { status, location, times, explanation } = await (upgrade === undefined
      ? this.#proxy.send(exchange, targetRequest)
      : this.#proxy.upgrade(exchange, upgrade, targetRequest));
    return {
      targetGroupArn: targetGroup.arn,
      target: {
        ...targetTrace(targetGroup, target.origin, status, headers.added),
        rewrittenHost: host,
        rewrittenUrl: url,
        boundBy: [
          ...(boundGroup === undefined ? [] : [boundGroup.cookie]),
          ...(boundTarget !== undefined && wanted === target.origin ? [boundTarget.cookie] : []),
        ],
      },
      ...((host ?? url) !== undefined && { transformStatus: "TransformSuccess" as const }),
      targetTimes: times,
      ...(location && { location }),
      ...(explanation && { explanation }),
    };
  }

  async #invoke(
    exchange: Exchange,
    received: ReceivedRequest,
    targetGroup: TargetGroup,
    { multiValueHeaders }: LambdaTargetGroup,
    { authentication, transformed, setCookies }: LambdaForward,
  ): Promise<RequestSteps> {
    const { arn, name, service, address } = targetGroup;
    const { functionOf, locations } = this.context;
    const target = functionOf(targetGroup);
    if (target === undefined) {
      const explanation = `Target group ${address} has a Lambda function as its target, and nothing runs it here, so the load balancer returns 503. Name a module with --service ${service ?? name}=index.mjs#handler.`;
      sendGenerated(exchange, statusPage(503), explanation);
      return { targetGroupArn: arn, explanation };
    }
    const { host, url } = transformed;
    const headers = targetHeaders(this.context, exchange.request, received, {
      authentication,
      host,
    });
    const { status, location, times, errorReason, explanation } = await invokeLambda(
      locations,
      target,
      exchange,
      {
        ...{ targetGroupArn: arn, multiValueHeaders, headers: headers.all, url, setCookies },
        attributes: received.attributes,
      },
    );
    return {
      targetGroupArn: arn,
      target: {
        ...targetTrace({ name, service }, `lambda://${service ?? name}`, status, headers.added),
        ...{ rewrittenHost: host, rewrittenUrl: url, boundBy: [] },
      },
      ...((host ?? url) !== undefined && { transformStatus: "TransformSuccess" as const }),
      targetTimes: times,
      ...(location && { location }),
      ...(errorReason && { errorReason }),
      ...(explanation && { explanation }),
    };
  }

  close(): void {
    this.#proxy.close();
  }
}

function withoutTargets(targetGroup: TargetGroup | undefined, arn: string | undefined): string {
  if (arn === undefined) {
    return "Every target group of the rule has weight 0, so the load balancer returns 503. Give one a weight above 0.";
  }
  return `Target group ${targetGroup?.address ?? arn} has no targets, so the load balancer returns 503. Start the service, or name a program with --service ${targetGroup?.service ?? "<name>"}=<url>.`;
}

function targetTrace(
  { name, service }: Pick<TargetGroup, "name" | "service">,
  url: string,
  status: number | undefined,
  added: readonly Header[],
): Omit<TargetTrace, "rewrittenHost" | "rewrittenUrl" | "boundBy"> {
  return {
    targetGroup: name,
    service,
    url,
    status,
    headers: added.map(([headerName, value]) => ({
      name: headerName,
      value,
      token: /^x-amzn-oidc-(data|accesstoken)$/.test(headerName) ? decodeToken(value) : undefined,
    })),
  };
}
