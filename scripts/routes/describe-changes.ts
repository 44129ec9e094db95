import { describeConditions } from "../../synthesis/describe-conditions";
import type { RouteChange } from "./compare-rules";
import type { ExampleRequest } from "./example-requests";
import { enforcedGroups, groupEffects } from "./group-effects";
import {
  type ApplicationRules,
  isPublic,
  type ListenerRule,
  nobody,
  unserved,
} from "./listener-rules";
import { tokenEffects } from "./token-effects";

/** What changes of one application, as `--json` prints it. */
export interface ApplicationChanges {
  readonly environment: string;
  readonly application: string;
  /** Its place on the listener of the edge; absent for a listener of its own. */
  readonly edge?: {
    readonly slot?: number;
    /** Absent when it is the same, or there was none. */
    readonly slotBefore?: number;
    readonly hostNames: readonly string[];
  };
  readonly changes: readonly {
    /** Sentences without a full stop. */
    readonly effects: readonly string[];
    readonly becomesPublic: boolean;
    readonly opensToOthers: boolean;
    /** The shortest request that the change applies to. */
    readonly example: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/**
 * What changes of one application for people.
 * @param edge its place on the edge's listener, of {@link placeOnEdge}
 */
export function describeApplication(
  environment: string,
  application: string,
  changes: readonly RouteChange[],
  edge?: ApplicationChanges["edge"],
): ApplicationChanges {
  return {
    environment,
    application,
    ...(edge !== undefined && { edge }),
    changes: changes.map(({ before, after, example, becomesPublic, opensToOthers }) => ({
      effects: effectsOf(before, after),
      becomesPublic,
      opensToOthers,
      example: requestText(example),
      before: ruleText(before),
      after: ruleText(after),
    })),
  };
}

/** Where an application is on the listener of the edge, and was before. */
export function placeOnEdge(
  before: ApplicationRules,
  after: ApplicationRules,
): ApplicationChanges["edge"] {
  const { slot, hostNames } = after;
  if (slot === undefined && before.slot === undefined) return undefined;
  return {
    ...(slot !== undefined && { slot }),
    ...(before.slot !== undefined && before.slot !== slot && { slotBefore: before.slot }),
    hostNames: hostNames.length === 0 ? before.hostNames : hostNames,
  };
}

/** Such as `company / orders (slot 1 of the edge, orders.example.com)`. */
function headingOf({ environment, application, edge }: ApplicationChanges): string {
  const name = `${environment} / ${application}`;
  if (edge === undefined) return name;
  const { slot, slotBefore, hostNames } = edge;
  const place = [
    ...(slot === undefined ? ["no longer behind the edge"] : [`slot ${slot} of the edge`]),
    ...(slotBefore === undefined ? [] : [`slot ${slotBefore} before`]),
    ...hostNames,
  ];
  return `${name} (${place.join(", ")})`;
}

/** The text that `npm run routes` prints. */
export function changesText(revision: string, applications: readonly ApplicationChanges[]): string {
  const parts = applications.map((described) => {
    const { changes } = described;
    const name = headingOf(described);
    if (changes.length === 0) return `${name}: no change`;
    const lines = changes.flatMap(({ effects, example, before, after }) => [
      "",
      `  ${example}`,
      ...effects.map((effect) => `    ${effect}`),
      `    before: ${before}`,
      `    after:  ${after}`,
    ]);
    return [`${name}:`, ...lines, ""].join("\n");
  });
  return [`Routes since ${revision}`, "", ...parts, "", ...conclusions(applications)].join("\n");
}

function conclusions(applications: readonly ApplicationChanges[]): string[] {
  const all = applications.flatMap(({ changes }) => changes);
  const newlyPublic = all.filter(({ becomesPublic }) => becomesPublic).length;
  const newlyOpen = all.filter(({ opensToOthers }) => opensToOthers).length;
  return [
    newlyPublic === 0
      ? "Nothing becomes public that was not."
      : `${count(newlyPublic, "makes", "make")} requests public that were not.`,
    ...(newlyOpen === 0
      ? []
      : [
          `${count(newlyOpen, "lets", "let")} users pass who are in none of the groups required before.`,
        ]),
  ];
}

function count(changes: number, one: string, several: string): string {
  return changes === 1 ? `1 change ${one}` : `${changes} changes ${several}`;
}

function effectsOf(before: ListenerRule, after: ListenerRule): string[] {
  if (before === nobody || before === unserved) {
    if (after.token !== undefined) return ["is new, with a token"];
    return [isPublic(after) ? "is new and public: needs no sign-in" : "is new, with a sign-in"];
  }
  if (after === nobody) return ["is removed with its application"];
  if (after === unserved)
    return ["no longer reaches the application: its rules do not have this host name"];
  return [
    ...(isPublic(after) && !isPublic(before) ? ["becomes public: needs no sign-in"] : []),
    ...(isPublic(before) && !isPublic(after)
      ? [`is no longer public: needs a ${after.token === undefined ? "sign-in" : "token"}`]
      : []),
    ...tokenEffects(before, after),
    ...loginEffects(before, after),
    ...(before.target === after.target ? [] : [`goes to ${after.target}, not to ${before.target}`]),
  ];
}

const unauthenticated = {
  authenticate: "get the sign-in page",
  deny: "get 401",
  allow: "pass without an identity",
};

function loginEffects({ login: old }: ListenerRule, { login: current }: ListenerRule): string[] {
  if (old === undefined || current === undefined) {
    if (current !== undefined) {
      return [
        `needs the scopes ${current.scopes.join(" ")}`,
        ...groupEffects(undefined, current.groups),
      ];
    }
    return old === undefined ? [] : ["no longer carries an identity"];
  }
  const gained = current.scopes.filter((scope) => !old.scopes.includes(scope));
  const lost = old.scopes.filter((scope) => !current.scopes.includes(scope));
  const isOtherClient = old.client !== current.client;
  const isOtherSession = old.sessionCookieName !== current.sessionCookieName;
  return [
    ...groupEffects(old.groups, current.groups),
    ...(gained.length === 0 ? [] : [`gains ${scopeList(gained)}`]),
    ...(lost.length === 0 ? [] : [`loses ${scopeList(lost)}`]),
    ...(old.onUnauthenticatedRequest === current.onUnauthenticatedRequest
      ? []
      : [
          `people who are not signed in ${unauthenticated[current.onUnauthenticatedRequest]}; before, they ${unauthenticated[old.onUnauthenticatedRequest]}`,
        ]),
    ...(old.sessionTimeoutSeconds === current.sessionTimeoutSeconds
      ? []
      : [
          `sessions end after ${current.sessionTimeoutSeconds} seconds, not ${old.sessionTimeoutSeconds}`,
        ]),
    ...(isOtherSession
      ? [
          `its session ends (session cookie ${old.sessionCookieName}, now ${current.sessionCookieName}): people sign in again, without being asked while Cognito remembers them`,
        ]
      : []),
    // Of another cookie it is said already: they sign in through the new client at once.
    ...(isOtherClient && !isOtherSession
      ? [
          "signs people in with another app client: sessions last until their access token expires, and are then renewed by a sign-in, without being asked while Cognito remembers them. Containers must accept both clients before (docs/rotate-client.md)",
        ]
      : []),
  ];
}

function scopeList(scopes: readonly string[]): string {
  return `the scope${scopes.length === 1 ? "" : "s"} ${scopes.join(" ")}`;
}

function ruleText(rule: ListenerRule): string {
  if (rule === nobody || rule === unserved) return rule.name;
  const { name, conditions, target } = rule;
  const conditionText = describeConditions(conditions).replaceAll("\n", ", ");
  return `${name}${conditionText === "" ? "" : ` (${conditionText})`}: ${accessText(rule)}, ${target}`;
}

function accessText({ login, token, isChallenge }: ListenerRule): string {
  if (token !== undefined) {
    return `token of ${token.clients.join(" or ")} with ${token.scopes.join(" ")}`;
  }
  if (isChallenge) return "no token, so that the container must return 401";
  return login === undefined
    ? "public"
    : [
        `sign-in with ${login.scopes.join(" ")} (others ${unauthenticated[login.onUnauthenticatedRequest]})`,
        ...(login.groups === undefined ? [] : [enforcedGroups(login.groups)]),
      ].join(", ");
}

function requestText(request: ExampleRequest): string {
  const { host, path, method, headers, query, clientAddress } = request;
  const pairs = query.map(({ key, value }) => `${key}=${value}`).join("&");
  return [
    `${method} https://${host}${path}${pairs === "" ? "" : `?${pairs}`}`,
    ...[...headers].map(([name, value]) => `with ${name}: ${value}`),
    ...(clientAddress === "192.0.2.1" ? [] : [`from ${clientAddress}`]),
  ].join(" ");
}
