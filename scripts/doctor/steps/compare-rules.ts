import { EmulatorError, type EmulatorModel, explainRequest } from "alb-emulator";
import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { describeOrigin } from "../http/response-origin";
import { judged, type StepResult, skipped } from "../step";
import type { WalkContext } from "../walk-context";
import { type VisitedPage, visitPage } from "./find-sign-in";
import { type WitnessUrl, witnessUrls } from "./witness-urls";

type Explanation = ReturnType<typeof explainRequest>;

/** What the environment says about the pages, and the pages that it adds. */
export interface ComparedRules {
  readonly result: StepResult;
  readonly pages: readonly VisitedPage[];
}

/** Opens a page for each rule of the environment, and compares who responds. */
export async function compareWithEnvironment(
  context: WalkContext,
  model: EmulatorModel | undefined,
  visited: readonly VisitedPage[],
): Promise<ComparedRules> {
  const none = { result: skipped("rule", "No environment to compare with."), pages: [] };
  if (model === undefined || visited.length === 0) return none;
  let witnesses: readonly WitnessUrl[];
  try {
    witnesses = witnessUrls(model, context.url);
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    return {
      result: judged("rule", [], [found("host-not-in-environment", { proof: [error.message] })]),
      pages: [],
    };
  }
  const known = new Set(visited.map(({ url }) => url.href));
  const pages: VisitedPage[] = [];
  for (const { url } of witnesses.filter((each) => !known.has(each.url.href))) {
    pages.push(await visitPage(context, url));
  }
  const findings: Finding[] = [];
  for (const page of [...visited, ...pages]) {
    const explanation = explainRequest(model, { url: page.url.href });
    const expected = difference(page, explanation);
    if (expected !== undefined) findings.push(differs(page, expected, explanation));
  }
  const seen = [`${witnesses.length} page(s) for the rules of the environment were opened.`];
  return { result: judged("rule", seen, findings), pages };
}

function differs({ url, origin }: VisitedPage, expected: string, { rules }: Explanation): Finding {
  const rule = rules.find(({ result }) => result === "matched");
  const name = rule?.origin === undefined ? `rule ${rule?.priority}` : rule.origin.name;
  const path = `${url.hostname.replace(/\.localhost$/, "")}${url.pathname}`;
  return found("rule-differs", {
    summary: `${path} does not do what the environment file says (${name}).`,
    proof: [`Expected ${expected}.`, `Got ${describeOrigin(origin)}.`],
  });
}

/** @returns what was expected, where something else came */
function difference({ origin }: VisitedPage, { response }: Explanation): string | undefined {
  switch (response.type) {
    case "sign-in": {
      const scopes = [...response.scopes].sort().join(" ");
      const isRight =
        origin.type === "sign-in" &&
        (origin.location.searchParams.get("scope") ?? "").split(" ").sort().join(" ") === scopes;
      return isRight ? undefined : `a redirect to sign-in with scopes ${scopes}`;
    }
    case "target": {
      // An error page of the load balancer can be the target's fault, which another step names.
      const isRight =
        origin.type === "application" || (origin.type === "error-page" && origin.status !== 401);
      return isRight ? undefined : "a response of the application, without a sign-in";
    }
    case "redirect":
    case "fixed-response": {
      const isRight = origin.type !== "sign-in" && origin.status === response.status;
      return isRight ? undefined : `the ${response.status} that the rule declares`;
    }
    case "error": {
      const isRight = origin.type === "error-page" && origin.status === response.status;
      return isRight ? undefined : `${response.status} from the load balancer`;
    }
    case "no-connection":
      return undefined;
  }
}
