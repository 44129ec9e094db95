import { randomUUID } from "node:crypto";
import { found } from "../findings/registry";
import { connectionError, type HttpResponse } from "../http/doctor-client";
import { callbackPath, describeOrigin, originOf } from "../http/response-origin";
import { judged, type StepResult } from "../step";
import type { SignInPage } from "./find-sign-in";

/** The load balancer gives up on Cognito later than browsers on the load balancer. */
const timeoutMs = 40_000;

/**
 * Sends a callback whose state is right and whose code cannot be: the load balancer has to ask the token
 * endpoint, which rejects the code. Who gets 561 knows that it is reached; without egress it is 500.
 */
export async function lookAtEgress({ url, client, origin }: SignInPage): Promise<StepResult> {
  const callback = new URL(callbackPath, url);
  callback.searchParams.set("code", randomUUID());
  callback.searchParams.set("state", origin.location.searchParams.get("state") ?? "");
  let response: HttpResponse;
  try {
    response = await client.send(callback, { timeoutMs });
  } catch (error) {
    const proof = [`A callback with an invalid code: ${connectionError(error)}.`];
    return judged("egress", proof, [found("egress-blocked", { proof })]);
  }
  const { status } = response;
  const callbackOrigin = originOf(response);
  const proof = [`A callback with an invalid code returns ${describeOrigin(callbackOrigin)}.`];
  if (callbackOrigin.type === "application") {
    return judged("egress", proof, [found("callback-not-handled", { proof })]);
  }
  if (status === 500 || status === 504) {
    return judged("egress", proof, [found("egress-blocked", { proof })]);
  }
  if (status === 561) {
    return judged("egress", [...proof, "So it asked the token endpoint, as it should."]);
  }
  return judged("egress", [...proof, "That does not tell whether the token endpoint is reached."]);
}
