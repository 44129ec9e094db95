import type { EmulatorToCheckWith } from "../check-target/check-target.ts";
import type { Finding, ForgeryResult, TargetCheck } from "../check-target/target-check.ts";
import { programSlots } from "../runtime/program-slots.ts";
import { isProgramOf, type ServiceProgram } from "../runtime/service-program.ts";

/** The result of a check for a terminal. */
export function targetCheckText(check: TargetCheck): string {
  const { application, service, target, url, user, controls, findings, unread } = check;
  const groups = user.groups.join(", ") || "none";
  const head = [
    `${application}/${service} at ${target}`,
    `GET ${url}`,
    `as ${user.name}, groups: ${groups}, scopes: ${user.scopes.join(" ")}`,
    `Controls: ${statusText(controls.genuine)} with genuine headers, ${statusText(controls.anonymous)} without`,
  ].join("\n");
  const sections = [
    head,
    check.requests.length > 1 ? counts(check) : "",
    unread.map(({ part, explanation }) => `The ${part} is not checked. ${explanation}`).join("\n"),
    ...findings.map(findingText),
    conclusion(check),
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n\n`;
}

function statusText(status: number): string {
  return status === 0 ? "no response" : String(status);
}

function counts({ requests }: TargetCheck): string {
  const count = (wanted: ForgeryResult) =>
    requests.filter(({ result }) => result === wanted).length;
  const parts = [
    `${count("rejected") + count("error")} rejected`,
    `${count("accepted")} accepted`,
    ...(count("ignored") > 0 ? [`${count("ignored")} not read by the program`] : []),
  ];
  return `${requests.length} forged requests: ${parts.join(", ")}`;
}

const maxNames = 4;

function findingText({ id, severity, title, attack, fix, requests }: Finding): string {
  const sign = severity === "info" ? "·" : "✗";
  const names = requests.slice(0, maxNames).join("; ");
  const more = requests.length - maxNames;
  return [
    `${sign} ${severity}: ${title} (${id})`,
    `  Attack:   ${attack}`,
    `  Fix:      ${fix}`,
    `  Requests: ${names}${more > 0 ? ` and ${more} more` : ""}`,
  ].join("\n");
}

function conclusion({ result, problem, findings }: TargetCheck): string {
  switch (result) {
    case "inconclusive":
      return `Nothing can be said about this program. ${problem ?? ""}`;
    case "careful":
      return "✓ The program accepted no forged identity.";
    case "careless": {
      const severe = findings.filter(({ severity }) => severity !== "info").length;
      return `${severe === 1 ? "1 weakness" : `${severe} weaknesses`}. In Node programs, alb-auth makes these checks; there are examples for Python, Go and Java.`;
    }
  }
}

/** What to do about a program that rejects genuine headers. */
export function keysHint(
  { applications, userPools }: EmulatorToCheckWith,
  { application, service }: TargetCheck,
  programs: readonly ServiceProgram[],
): string {
  const running = applications.find(({ model }) => model.application === application);
  const slot = running && programSlots(running.model).find(({ name }) => name === service);
  const program = programs.find((each) => slot && isProgramOf(each, slot));
  const others =
    "If the page needs another group or scope, choose another page or user: --path, --user, --group.";
  if (running === undefined || program === undefined || !("url" in program.program)) {
    return `The program must fetch its keys from ALB_PUBLIC_KEYS_URL and COGNITO_JWKS_URL, which the emulator gives it. ${others}`;
  }
  return [
    `The program runs already, so the emulator cannot tell it where the keys are. Start it with these variables, or let the emulator start it (--service ${service}="npm start"):`,
    `  ALB_PUBLIC_KEYS_URL=${running.loadBalancer.publicKeysUrl}`,
    ...userPools.map(({ jwksUrl }) => `  COGNITO_JWKS_URL=${jwksUrl}`),
    others,
  ].join("\n");
}
