import type { Baseline } from "./baseline.ts";
import type { ForgedRequest, TokenPart } from "./forged-request.ts";
import type { TargetResponse } from "./send-to-target.ts";
import type { Finding, ForgeryResult, UnreadPart } from "./target-check.ts";
import { rejectedByError, severities, type Weakness, weaknesses } from "./weaknesses.ts";

/** A forged request and the response to it. */
export interface Exchange {
  readonly request: ForgedRequest;
  readonly response: TargetResponse;
}

/** Whoever reads a token does something else when it is missing, is no token, or says something else. */
const probes: Readonly<Record<TokenPart, readonly string[]>> = {
  "data token": [
    "no data token",
    "data token: not a JWT",
    "data token: claims of another user, not signed",
  ],
  "access token": [
    "no access token",
    "access token: not a JWT",
    "access token: claims of another user, not signed",
  ],
};

const unreadExplanations: Readonly<Record<TokenPart, string>> = {
  "data token":
    "The response is the same without x-amzn-oidc-data and with any text in it, so the program does not read it at this path.",
  "access token":
    "The response is the same without x-amzn-oidc-accesstoken and with any text in it, so the program does not read it at this path.",
};

/** The tokens that the program does not read at this path: accepting a forged one means nothing. */
export function unreadParts(
  exchanges: readonly Exchange[],
  baseline: Baseline,
): readonly UnreadPart[] {
  return (["data token", "access token"] as const)
    .filter((part) => {
      const sent = exchanges.filter(({ request }) => probes[part].includes(request.name));
      return sent.length > 0 && sent.every(({ response }) => baseline.isSame(response));
    })
    .map((part) => ({ part, explanation: unreadExplanations[part] }));
}

/** What the program did with a forged request. */
export function resultOf(
  { request, response }: Exchange,
  baseline: Baseline,
  unread: readonly UnreadPart[],
): ForgeryResult {
  if (request.wasKeyFetched?.()) return "accepted";
  const isUnread = request.reads.some((part) => unread.some((entry) => entry.part === part));
  if (isUnread) return "ignored";
  const result = baseline.resultOf(response);
  const isIgnored =
    result === "accepted" && request.needsEvidence && !baseline.hasEvidence(response);
  return isIgnored ? "ignored" : result;
}

/** The weaknesses that explain what the program accepted, the most severe ones first. */
export function findWeaknesses(
  exchanges: readonly Exchange[],
  baseline: Baseline,
  unread: readonly UnreadPart[],
): readonly Finding[] {
  const withResult = (wanted: ForgeryResult) =>
    exchanges.filter((exchange) => resultOf(exchange, baseline, unread) === wanted);
  const accepted = withResult("accepted");
  const errors = withResult("error");
  const ids = new Set(accepted.map(({ request }) => request.weakness));
  const found = weaknesses
    .filter(
      ({ id, consequenceOf = [] }) => ids.has(id) && !consequenceOf.some((one) => ids.has(one)),
    )
    .map((weakness) =>
      findingOf(
        weakness,
        accepted.filter(({ request }) => request.weakness === weakness.id),
      ),
    );
  return sortedBySeverity([
    ...found,
    ...(errors.length > 0 ? [findingOf(rejectedByError, errors)] : []),
  ]);
}

/** The most severe ones first. */
export function sortedBySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );
}

function findingOf(
  { id, severity, title, attack, fix }: Weakness,
  exchanges: readonly Exchange[],
): Finding {
  const requests = exchanges.map(({ request }) => request.name);
  return { id, severity, title, attack, fix, requests };
}
