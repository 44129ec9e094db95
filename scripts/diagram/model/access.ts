import type { ListenerRule } from "../../routes/listener-rules";

/** Who passes a rule: the word of its pill, and what else it asks for. */
export interface Access {
  readonly type: "open" | "optional" | "login" | "deny" | "token";
  readonly label: string;
  /** Such as `scopes openid email`, one line each. */
  readonly details: readonly string[];
}

/** Describes the access of a rule. */
export function accessOf({ login, token, isChallenge = false }: ListenerRule): Access {
  if (token !== undefined) {
    return {
      type: "token",
      label: "token",
      details: [`clients ${token.clients.join(", ")}`, `scopes ${token.scopes.join(" ")}`],
    };
  }
  if (isChallenge) {
    return { type: "token", label: "no token", details: ["the container returns 401"] };
  }
  if (login === undefined) return { type: "open", label: "public", details: [] };
  const details = [
    `scopes ${login.scopes.join(" ")}`,
    ...(login.groups === undefined
      ? []
      : [`groups ${login.groups.join(", ")} (the container checks)`]),
  ];
  if (login.onUnauthenticatedRequest === "allow") {
    return { type: "optional", label: "sign-in optional", details };
  }
  return login.onUnauthenticatedRequest === "deny"
    ? { type: "deny", label: "session or 401", details }
    : { type: "login", label: "sign-in", details };
}
