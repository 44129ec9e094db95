import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { joinFindings } from "../join-findings";
import { judged, type StepResult, skipped } from "../step";
import type { ReadSignIn } from "./read-app-client";
import type { SignInAction } from "./sign-in-actions";

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html */
const standardScopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

/** An authenticate action, and what it refers to. */
export interface SignInFacts extends ReadSignIn {
  readonly action: SignInAction;
}

/** Judges app clients, domains and scopes: whether each rule's sign-in can end. */
export function judgeAppClients(facts: readonly SignInFacts[], host: string): StepResult {
  if (facts.length === 0)
    return skipped("aws-client", "No rule for the host asks for sign-in with Cognito.");
  const seen = new Set(facts.map(seenOf));
  const findings = facts.flatMap((each) => judgeSignIn(each, host));
  return judged("aws-client", [...seen], joinFindings(findings));
}

function seenOf({ action, client, domain }: SignInFacts): string {
  const { clientId, domain: name } = action;
  if (client === undefined) return `App client ${clientId}: not in user pool ${action.userPoolId}.`;
  const { oAuthFlows, explicitAuthFlows, scopes, identityProviders } = client;
  return `App client ${client.name}: flows ${list(oAuthFlows)}, scopes ${list(scopes)}, providers ${list(identityProviders)}, API flows ${list(explicitAuthFlows)}; domain ${name}: ${domain?.status ?? "missing"}.`;
}

function judgeSignIn(
  { action, client, domain, resourceScopes }: SignInFacts,
  host: string,
): Finding[] {
  const { priority, clientId, userPoolId } = action;
  const domainFindings = judgeDomain(action, domain);
  if (client === undefined) {
    const proof = [
      `Rule ${priority} signs in with app client ${clientId}, which is not in user pool ${userPoolId}`,
    ];
    return [...domainFindings, found("client-missing", { proof })];
  }
  const findings = [...domainFindings];
  const callback = `https://${host}/oauth2/idpresponse`;
  if (!client.callbackUrls.includes(callback)) {
    findings.push(
      found("redirect-mismatch", {
        proof: [
          `${callback} is not among the callback URLs of ${client.name}: ${list(client.callbackUrls)}`,
        ],
      }),
    );
  }
  if (!client.isOAuthAllowed || !client.oAuthFlows.includes("code")) {
    findings.push(
      found("unauthorized-client", {
        proof: [
          `App client ${client.name} allows the flows ${list(client.oAuthFlows)}${client.isOAuthAllowed ? "" : ", and OAuth is off"}; a load balancer uses code`,
        ],
      }),
    );
  }
  const denied = action.scopes.filter((scope) => !client.scopes.includes(scope));
  if (denied.length > 0) {
    findings.push(
      found("invalid-scope", {
        proof: [
          `Rule ${priority} requests ${list(denied)}; app client ${client.name} allows ${list(client.scopes)}`,
        ],
      }),
    );
  }
  const undefinedScopes = action.scopes.filter(
    (scope) => !standardScopes.includes(scope) && !resourceScopes.includes(scope),
  );
  if (undefinedScopes.length > 0) {
    findings.push(
      found("invalid-scope", {
        proof: [
          `Rule ${priority} requests ${list(undefinedScopes)}; the resource servers of the user pool define ${list(resourceScopes)}`,
        ],
      }),
    );
  }
  if (!client.hasSecret) {
    findings.push(
      found("client-secret-hidden", {
        proof: [`Cognito shows no secret of app client ${client.name}`],
      }),
    );
  }
  return findings;
}

function judgeDomain(
  { priority, domain: name, userPoolId }: SignInAction,
  domain: ReadSignIn["domain"],
): Finding[] {
  if (domain === undefined) {
    return [
      found("login-domain-missing", {
        proof: [`Rule ${priority} redirects to the user pool domain ${name}, which does not exist`],
      }),
    ];
  }
  if (domain.userPoolId !== undefined && domain.userPoolId !== userPoolId) {
    return [
      found("login-domain-missing", {
        proof: [
          `Rule ${priority} redirects to the domain ${name} of user pool ${domain.userPoolId}, and verifies tokens of ${userPoolId}`,
        ],
      }),
    ];
  }
  if (domain.status === "ACTIVE" || domain.status === "unknown") return [];
  return [
    found("login-domain-missing", { proof: [`The user pool domain ${name} is ${domain.status}`] }),
  ];
}

function list(values: readonly string[]): string {
  return values.length === 0 ? "none" : values.join(", ");
}
