import { found } from "../findings/registry";
import { isLocal } from "../http/address";
import { connectionError, type HttpResponse } from "../http/doctor-client";
import { judged, type StepResult, skipped } from "../step";
import type { WalkContext } from "../walk-context";

/** Looks where plain HTTP leads to. */
export async function lookAtHttpRedirect({ url, client }: WalkContext): Promise<StepResult> {
  if (isLocal(url)) {
    return skipped("http-redirect", "The local emulator has another port for plain HTTP.");
  }
  if (url.port !== "") {
    return skipped("http-redirect", "Only a listener on port 443 has one for HTTP beside it.");
  }
  const plain = new URL(url);
  plain.protocol = "http:";
  let response: HttpResponse;
  try {
    response = await client.send(plain);
  } catch (error) {
    const proof = [`Connecting to port 80 of ${url.hostname}: ${connectionError(error)}.`];
    return judged("http-redirect", proof, [found("http-not-redirected", { proof })]);
  }
  const { status, location } = response;
  const target = location && `${location.origin}${location.pathname}`;
  const proof = [
    `${plain.origin} returns ${status}${target === undefined ? "" : ` and leads to ${target}`}.`,
  ];
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  if (isRedirect && location?.protocol === "https:") return judged("http-redirect", proof);
  return judged("http-redirect", proof, [found("http-not-redirected", { proof })]);
}
