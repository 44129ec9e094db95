import type {
  Access,
  ExplainedResponse,
  ExplainedRule,
  ExplainedTarget,
  RequestExplanation,
  SignInParties,
  TargetResponse,
} from "../explain/request-explanation.ts";

/** An explanation for the console. */
export function explanationText(explanation: RequestExplanation): string {
  const { method, url, application, listener, rules, actions, response } = explanation;
  const { protocol, port } = listener;
  const sections = [
    [`${method} ${url}`, `${application}, ${protocol} listener on port ${port}`].join("\n"),
    ruleLines(rules).join("\n"),
    [
      actions.length > 0 ? `Actions: ${actions.join(", ")}` : "",
      ...responseLines(response),
      `Access: ${explanation.access} (${accessTexts[explanation.access]})`,
    ]
      .filter((line) => line !== "")
      .join("\n"),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

/** What differs from `--expect`, and why. */
export function differenceText(
  { access, rules, response }: RequestExplanation,
  expected: Access,
): string {
  const rule = rules.find(({ result }) => result === "matched");
  const reason = rule === undefined ? "no rule is evaluated" : `${nameOf(rule)} applies`;
  const [seen = ""] = responseLines(response);
  return `Expected ${expected}, found ${access}: ${reason}. ${seen}\n`;
}

const accessTexts: Readonly<Record<Access, string>> = {
  login: "visitors without a session are asked to sign in",
  public: "visitors without a session are let through",
  deny: "visitors without a session are sent away",
};

function ruleLines(rules: readonly ExplainedRule[]): readonly string[] {
  const evaluated = rules.filter(({ result }) => result !== "not evaluated");
  const rest = rules.length - evaluated.length;
  return [
    ...evaluated.map((rule) =>
      rule.result === "matched"
        ? `✓ ${nameOf(rule)}: ${rule.when.join(", and ") || "matches every request"}`
        : `✗ ${nameOf(rule)}: ${rule.mismatches.join(", and ")}`,
    ),
    ...(rest === 0 ? [] : [`· ${rest} more ${rest === 1 ? "rule is" : "rules are"} not evaluated`]),
  ];
}

function nameOf({ priority, origin, address }: ExplainedRule): string {
  const rule = priority === "default" ? "default rule" : `rule ${priority}`;
  if (origin === undefined) return `${rule} (${address})`;
  const place = origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`;
  return `${rule}, ${origin.name} (${place})`;
}

function responseLines(response: ExplainedResponse): readonly string[] {
  switch (response.type) {
    case "sign-in":
      return [
        `The visitor is redirected to sign in at ${partiesText(response)}, with the scopes ${response.scopes.join(" ")}.`,
        ...(response.expectedError === undefined
          ? [
              `After sign-in, with session cookie ${response.sessionCookieName}:`,
              ...responseLines(response.afterSignIn).map((line) => `  ${line}`),
            ]
          : [`The sign-in will fail: ${response.expectedError}`]),
      ];
    case "target":
      return targetLines(response);
    case "redirect":
      return [`The visitor is redirected with ${response.status} to ${response.location}.`];
    case "fixed-response": {
      const { status, contentType, body } = response;
      const shown = body === "" ? "without a body" : JSON.stringify(body);
      return [`The load balancer returns ${status}, ${contentType}, ${shown}.`];
    }
    case "error":
      return [`The load balancer returns ${response.status}. ${response.explanation}`];
    case "no-connection":
      return [response.explanation];
  }
}

function partiesText({ userPool, issuer, appClient }: SignInParties): string {
  return userPool === undefined
    ? `${issuer}, client ${appClient}`
    : `user pool ${userPool}, app client ${appClient}`;
}

function targetLines(response: TargetResponse): readonly string[] {
  const { targets, identity, requiredGroups, rewritten } = response;
  const total = targets.reduce((sum, { weight }) => sum + weight, 0);
  const names = targets.map((target) =>
    targets.length === 1
      ? targetName(target)
      : `${targetName(target)} (${Math.round((target.weight / total) * 100)} %)`,
  );
  return [
    `${names.join(" or ")} responds.`,
    ...(rewritten.host === undefined
      ? []
      : [`It receives the request for host ${rewritten.host}.`]),
    ...(rewritten.url === undefined ? [] : [`It receives the request as ${rewritten.url}.`]),
    identity === undefined
      ? "It receives no x-amzn-oidc-* headers from the load balancer."
      : `It receives the x-amzn-oidc-* headers, with the scopes ${identity.scopes.join(" ")}.`,
    ...groupLines(identity?.groups ?? [], requiredGroups),
    ...targets.flatMap(({ unreachable }) => unreachable ?? []),
  ];
}

function groupLines(
  groups: readonly string[],
  required: readonly string[] | undefined,
): readonly string[] {
  if (required !== undefined) {
    const passes = groups.some((group) => required.includes(group));
    return [
      `The container lets users pass who are in one of the groups ${required.join(", ")} (ROUTE_GROUPS), and returns 403 for others: the load balancer does not evaluate groups.`,
      ...(groups.length === 0
        ? []
        : [`This user is in ${groups.join(", ")}: ${passes ? "passes" : "403"}.`]),
    ];
  }
  if (groups.length === 0) return [];
  return [
    `The access token contains cognito:groups ${groups.join(", ")}. The load balancer does not evaluate groups: the target decides.`,
  ];
}

function targetName({ application, service, targetGroup, isLambda }: ExplainedTarget): string {
  if (isLambda) return `Lambda function ${service ?? targetGroup}`;
  return service === undefined
    ? `A target of target group ${targetGroup}`
    : `The container of service ${application === undefined ? "" : `${application}/`}${service}`;
}
