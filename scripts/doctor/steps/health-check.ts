import { EmulatorError, type EmulatorModel, explainRequest } from "alb-emulator";
import { found } from "../findings/registry";
import { describeOrigin, originOf } from "../http/response-origin";
import { judged, type StepResult, skipped } from "../step";
import type { WalkContext } from "../walk-context";
import type { Session } from "./sign-in";

/** Asks the application for the path of its health check, as far as the rules let the doctor get there. */
export async function lookAtHealthCheck(
  { url, client }: WalkContext,
  model: EmulatorModel | undefined,
  session: Session | undefined,
): Promise<StepResult> {
  if (model === undefined) {
    return skipped("health-check", "Its path is in the environment: add --environment NAME.");
  }
  const groups = targetGroupsOf(model, url);
  const [group] = groups;
  if (group === undefined) return skipped("health-check", "No target group serves this page.");
  const { port, path, matcher } = group.healthCheck;
  const seen = [`Health checks ask ${path} on port ${port ?? group.port} for ${matcher}.`];
  if (port !== undefined && port !== group.port) {
    const proof = [`The health check uses port ${port}, the targets port ${group.port}.`];
    return judged("health-check", seen, [found("health-check-port", { proof })]);
  }
  const healthUrl = new URL(path, url);
  const reached = targetGroupsOf(model, healthUrl);
  if (!reached.some(({ address }) => address === group.address)) {
    return judged("health-check", [...seen, "No rule sends this path there, so it is not tried."]);
  }
  const response = await (session?.client ?? client.newBrowser()).send(healthUrl);
  const origin = originOf(response);
  if (origin.type !== "application") {
    return judged("health-check", [...seen, `It returns ${describeOrigin(origin)}.`]);
  }
  const proof = [...seen, `GET ${path} returns ${origin.status} from the application.`];
  if (matches(matcher, origin.status)) return judged("health-check", proof);
  return judged("health-check", proof, [
    found("health-check-path", {
      summary: `The health check of ${group.name} fails: ${path} returns ${origin.status}, and only ${matcher} is healthy.`,
      proof,
    }),
  ]);
}

/** The target groups that a URL leads to, for a user who is signed in. */
function targetGroupsOf(model: EmulatorModel, url: URL) {
  try {
    const { response } = explainRequest(model, { url: url.href, signedIn: true });
    if (response.type !== "target") return [];
    const addresses = response.targets.map(({ address }) => address);
    return model.loadBalancers.flatMap(({ targetGroups }) =>
      targetGroups.filter(({ address, lambda }) => addresses.includes(address) && !lambda),
    );
  } catch (error) {
    if (error instanceof EmulatorError) return [];
    throw error;
  }
}

/** @param matcher such as `200`, `200,302` or `200-399` */
function matches(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [from = "", to = from] = part.trim().split("-");
    return Number(from) <= status && status <= Number(to);
  });
}
