import { EmulatorError, type EmulatorModel, explainRequest } from "alb-emulator";
import { unknownHostText } from "../../../constructs/load-balancer/unknown-host-text";
import { found } from "../findings/registry";
import { realHostOf } from "../http/address";
import { judged, type StepResult } from "../step";
import { unknownHostOf } from "../unknown-host";
import type { VisitedPage } from "./find-sign-in";

/**
 * Judges a page to which the edge responds itself, since no rule names its host.
 * @returns `undefined` for every other page
 */
export function judgeUnknownHost(
  page: VisitedPage | undefined,
  model: EmulatorModel | undefined,
): StepResult | undefined {
  if (page === undefined || page.response.status !== 404) return undefined;
  if (page.response.body !== unknownHostText) return undefined;
  const host = realHostOf(page.url);
  const proof = [`GET ${page.url.pathname} returns 404 with the text of the edge`];
  const application = model && applicationOf(model, page.url);
  return judged("rule", proof, [
    found("edge-unknown-host", { ...unknownHostOf(host, application), proof }),
  ]);
}

/** The application that has the host name in the environment. */
function applicationOf(model: EmulatorModel, url: URL): string | undefined {
  try {
    const { application, response } = explainRequest(model, { url: url.href });
    return response.type === "fixed-response" && response.body === unknownHostText
      ? undefined
      : application;
  } catch (error) {
    if (error instanceof EmulatorError) return undefined;
    throw error;
  }
}
