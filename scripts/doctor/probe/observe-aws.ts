import { isIP } from "node:net";
import { knownReasons } from "../access-log/explain-entry";
import { documentedWord } from "../access-log/mask";
import { parseLine } from "../access-log/parse-line";
import { splitFields } from "../access-log/split-fields";
import type { AwsClients } from "../aws/aws-clients";
import { findLoadBalancer } from "../aws/find-load-balancer";
import { linesOfLog } from "../aws/read-access-log";
import { readSignIn } from "../aws/read-app-client";
import { type ReadLoadBalancer, rulesForHost } from "../aws/read-load-balancer";
import { signInActionsOf } from "../aws/sign-in-actions";
import { whyUnreadable } from "../aws/why-unreadable";
import type { DoctorClient } from "../http/doctor-client";
import { outcomeOf } from "./observe-sign-in";
import type { Answer, Answers } from "./probe-report";

const maxLines = 5_000;

/** Where to look. */
export interface AwsProbe {
  readonly host: string;
  readonly url: URL;
  readonly client: DoctorClient;
  readonly loadBalancerArn: string | undefined;
  readonly logMinutes: number;
  readonly now: Date;
}

/** What AWS's API shows of the load balancer; it only reads. */
export async function observeAws(clients: AwsClients, probe: AwsProbe): Promise<Answers> {
  try {
    const read = await findLoadBalancer(clients, probe.host, probe.loadBalancerArn);
    if ("reason" in read) return notObserved(read.reason);
    const rules = rulesForHost(read, probe.host);
    const [action] = signInActionsOf(rules);
    return {
      ...(await observeLog(clients, read, probe)),
      "extra-parameter-names": extraParameterNames(read),
      "client-secret-shown":
        action === undefined
          ? { notObserved: "No rule for the host asks for sign-in with Cognito." }
          : {
              observed: { isShown: (await readSignIn(clients, action)).client?.hasSecret ?? false },
            },
      "malformed-session-cookie":
        action === undefined
          ? { notObserved: "No rule for the host asks for sign-in with Cognito." }
          : await malformedCookie(probe, action.sessionCookieName),
    };
  } catch (error) {
    return notObserved(whyUnreadable(error));
  }
}

/** Every answer that needs AWS. */
export function notObserved(reason: string): Answers {
  const answer = { notObserved: reason };
  return {
    "access-log-fields": answer,
    "access-log-reasons": answer,
    "extra-parameter-names": answer,
    "client-secret-shown": answer,
    "malformed-session-cookie": answer,
  };
}

function extraParameterNames({ listeners }: ReadLoadBalancer): Answer {
  const names = listeners
    .flatMap(({ rules }) => rules)
    .flatMap(({ Actions = [] }) => Actions)
    .flatMap(({ AuthenticateCognitoConfig: cognito, AuthenticateOidcConfig: oidc }) =>
      Object.keys(
        cognito?.AuthenticationRequestExtraParams ?? oidc?.AuthenticationRequestExtraParams ?? {},
      ),
    );
  if (names.length === 0) return { notObserved: "No rule has extra parameters." };
  const isAccepted = names.some((name) => !/^[A-Za-z0-9]+$/.test(name));
  return { observed: { rulesWithOtherCharactersThanLettersAndDigits: isAccepted } };
}

async function malformedCookie({ client, url }: AwsProbe, name: string): Promise<Answer> {
  const headers = { cookie: `${name}-0=AAAA` };
  return {
    observed: { response: await outcomeOf(() => client.newBrowser().send(url, { headers })) },
  };
}

async function observeLog(
  clients: AwsClients,
  read: ReadLoadBalancer,
  { host, logMinutes, now }: AwsProbe,
): Promise<Answers> {
  const log = await linesOfLog(clients, read, { host, minutes: logMinutes, now });
  if ("reason" in log) {
    const answer = { notObserved: log.reason };
    return { "access-log-fields": answer, "access-log-reasons": answer };
  }
  const counts = new Set<number>();
  const kinds = new Set<string>();
  const reasons = new Set<string>();
  let lineCount = 0;
  for await (const line of log.lines) {
    if (line.trim() === "") continue;
    lineCount += 1;
    if (lineCount > maxLines) break;
    const fields = splitFields(line);
    counts.add(fields.length);
    for (const { text } of fields.slice(33)) kinds.add(kindOf(text));
    const entry = parseLine(line);
    if (!("problem" in entry)) reasons.add(documentedWord(entry.value("error_reason")) ?? "-");
  }
  if (lineCount === 0) {
    const answer = { notObserved: "The access log has no lines of this time." };
    return { "access-log-fields": answer, "access-log-reasons": answer };
  }
  reasons.delete("-");
  const unlisted = [...reasons].filter((code) => !knownReasons.has(code));
  return {
    "access-log-fields": {
      observed: {
        lineCount,
        fieldCounts: [...counts].sort(),
        fieldsAfterThe33rd: [...kinds].sort(),
      },
    },
    "access-log-reasons": { observed: { reasons: [...reasons].sort(), unlisted } },
  };
}

function kindOf(text: string): string {
  if (isIP(text) !== 0) return "an IP address";
  return text === "-" ? "a hyphen" : "something else";
}
