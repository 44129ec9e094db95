import { createTestLoadBalancer } from "alb-auth/testing";
import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { LoadBalancerModel } from "../model/load-balancer.ts";
import type { RunningApplication } from "../runtime/model-server.ts";
import { isNamed, type ProgramSlot, programSlots } from "../runtime/program-slots.ts";
import { startAttackerKeys } from "./attacker-keys.ts";
import { Baseline } from "./baseline.ts";
import { type CheckedPage, checkedPage } from "./checked-page.ts";
import { type CheckedUser, checkedUser } from "./checked-user.ts";
import {
  type Exchange,
  findWeaknesses,
  resultOf,
  sortedBySeverity,
  unreadParts,
} from "./find-weaknesses.ts";
import {
  accessTokenHeader,
  dataHeader,
  type ForgedRequest,
  type Headers,
  identityHeader,
} from "./forged-request.ts";
import { checkGroupRoutes, groupRouteWeakness } from "./group-routes.ts";
import { attackerKeyPath, ownForgeries } from "./own-forgeries.ts";
import { sendToTarget, type TargetAddress } from "./send-to-target.ts";
import { isMalformed, meaningOf } from "./shared-forgeries.ts";
import type { CheckedRequest, Finding, TargetCheck, TargetToCheck } from "./target-check.ts";
import { weaknesses } from "./weaknesses.ts";

/** What a check needs of a running emulator. */
export interface EmulatorToCheckWith {
  readonly applications: readonly RunningApplication[];
  readonly userPools: readonly RunningUserPool[];
}

/** So that tokens of the second control differ in every claim about time. */
const controlAgeMs = 30_000;

/**
 * Sends the program of a service forged identity headers that a careful one rejects, and says which it
 * accepted. The program must trust the emulator's keys: `ALB_PUBLIC_KEYS_URL` and `COGNITO_JWKS_URL`.
 * @param emulator A running emulator, which has the keys.
 * @param target The service, and the page and user for the requests.
 * @returns What was found; `inconclusive` when the program does not accept genuine headers.
 * @throws EmulatorError when there is no such service, page, user or group, or when nothing runs as the service.
 * @example
 * const { findings } = await checkTarget(emulator, { service: "web", path: "/reports" });
 * assert.deepEqual(findings, []);
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
 */
export async function checkTarget(
  emulator: EmulatorToCheckWith,
  target: TargetToCheck,
): Promise<TargetCheck> {
  const application = applicationOf(emulator, target);
  const { model, services } = application;
  const { name: service } = slotOf(model, target.service) ?? { name: target.service };
  const page = checkedPage(
    {
      loadBalancers: [model],
      userPools: emulator.userPools.map((each) => each.model),
    },
    model,
    service,
    target.path,
  );
  // The emulator's own page responds in place of a program.
  const hasProgram = !services.withoutProgram.includes(service);
  const program = hasProgram ? services.urlOf(service) : undefined;
  if (program === undefined || services.withoutProgram.includes(service)) {
    throw new EmulatorError(
      `Nothing runs as ${model.application}/${service}. Name a program: --service ${service}=http://localhost:3000, or a command that listens on PORT.`,
    );
  }
  const pool = poolOf(emulator, page);
  const user = checkedUser(pool, page.action.scope, target.user, target.groups);
  const address = { target: program, host: page.host, path: page.path };
  return {
    application: model.application,
    service,
    target: program.origin,
    url: page.url,
    user: { name: user.name, groups: user.groups, scopes: user.scopes },
    ...(await check(application, pool, { service, page, user, address })),
  };
}

interface Subject {
  readonly service: string;
  readonly page: CheckedPage;
  readonly user: CheckedUser;
  readonly address: TargetAddress;
}

type Outcome = Pick<
  TargetCheck,
  "result" | "problem" | "controls" | "findings" | "unread" | "requests"
>;

async function check(
  { model, loadBalancer }: RunningApplication,
  { accessTokenKey }: RunningUserPool,
  { service, page, user, address }: Subject,
): Promise<Outcome> {
  const { issuer, clientId } = page.action.provider;
  const dataKey = loadBalancer.dataTokenKeys.current;
  let ageMs = 0;
  const signer = await createTestLoadBalancer({
    loadBalancerArn: model.arn,
    clientId,
    issuer,
    signingKeys: { loadBalancer: dataKey, userPool: accessTokenKey },
    now: () => Date.now() - ageMs,
  });
  const attacker = await startAttackerKeys();
  const paths = [attackerKeyPath, `../${attackerKeyPath}`];
  const published = paths.map((path) =>
    loadBalancer.dataTokenKeys.publish(path, attacker.dataKey.publicKey),
  );
  try {
    const send = (headers: Headers) => sendToTarget(address, headers);
    const genuineHeaders = (): Headers => Object.entries(signer.signIn(user));
    const first = await send(genuineHeaders());
    ageMs = controlAgeMs;
    const second = await send(genuineHeaders());
    ageMs = 0;
    const anonymous = await send([]);
    const controls = { genuine: [first, second], anonymous } as const;
    const statuses = { genuine: first.status, anonymous: anonymous.status };
    const before = new Baseline(controls);
    if (before.isOpen) return openOutcome(statuses);
    if (before.problem !== undefined) return inconclusive(statuses, before.problem);
    const exchanges: Exchange[] = [];
    const signIn = signer.signIn(user);
    const genuine = {
      data: signIn[dataHeader],
      accessToken: signIn[accessTokenHeader],
      identity: signIn[identityHeader],
      dataKey: dataKey.privateKey,
      accessKey: accessTokenKey.privateKey,
    };
    const shared = signer.forgedRequests(user).flatMap(({ name, headers }): ForgedRequest[] => {
      const meaning = meaningOf(name);
      return meaning === undefined ? [] : [{ name, ...meaning, headers: Object.entries(headers) }];
    });
    // Last, so that a program that crashes on them has responded to all others.
    const malformed = shared.filter(({ name }) => isMalformed(name));
    const wellFormed = shared.filter(({ name }) => !isMalformed(name));
    for (const request of [...wellFormed, ...ownForgeries(genuine, attacker), ...malformed]) {
      const response = await send(request.headers);
      exchanges.push({ request, response });
      if (response.status > 0) continue;
      if ((await send(genuineHeaders())).status === 0) {
        return crashOutcome(statuses, exchanges, before, request.name);
      }
    }
    const last = await send(genuineHeaders());
    const baseline = new Baseline(controls, last);
    if (baseline.resultOf(last) !== "accepted") {
      const lost = last.error ?? `it returned ${last.status}`;
      return inconclusive(
        statuses,
        `The program accepted genuine headers before the forged requests, but not after them: ${lost}. It may limit requests.`,
      );
    }
    const groupRoutes = await checkGroupRoutes(model, service, ({ path, host, groups, scopes }) =>
      sendToTarget(
        { ...address, path, host: host ?? address.host },
        Object.entries(signer.signIn({ ...user, groups, scopes })),
      ),
    );
    return withGroupRoutes(outcomeOf(statuses, exchanges, baseline), groupRoutes);
  } finally {
    for (const unpublish of published) unpublish();
    await Promise.all([signer.close(), attacker.close()]);
  }
}

function outcomeOf(
  controls: TargetCheck["controls"],
  exchanges: readonly Exchange[],
  baseline: Baseline,
): Outcome {
  const unread = unreadParts(exchanges, baseline);
  const findings = findWeaknesses(exchanges, baseline, unread);
  return {
    result: findings.some(({ severity }) => severity !== "info") ? "careless" : "careful",
    problem: undefined,
    controls,
    findings,
    unread,
    requests: exchanges.map(({ request, response }) => ({
      name: request.name,
      status: response.status,
      result: resultOf({ request, response }, baseline, unread),
    })),
  };
}

function withGroupRoutes(outcome: Outcome, checked: readonly CheckedRequest[]): Outcome {
  const accepted = checked.filter(({ result }) => result === "accepted");
  const findings = findingsOf(groupRouteWeakness, ...accepted.map(({ name }) => name));
  return {
    ...outcome,
    ...(accepted.length > 0 && {
      result: "careless",
      findings: sortedBySeverity([...findings, ...outcome.findings]),
    }),
    requests: [...outcome.requests, ...checked],
  };
}

/** Forged headers say nothing about a program that needs none. */
function openOutcome(controls: TargetCheck["controls"]): Outcome {
  const findings = findingsOf("headers-not-required", "no header");
  const requests = [{ name: "no header", status: controls.anonymous, result: "accepted" as const }];
  return { result: "careless", problem: undefined, controls, findings, unread: [], requests };
}

/** What was sent before the crash counts. */
function crashOutcome(
  controls: TargetCheck["controls"],
  exchanges: readonly Exchange[],
  baseline: Baseline,
  name: string,
): Outcome {
  const outcome = outcomeOf(controls, exchanges.slice(0, -1), baseline);
  const crash = findingsOf("ended-by-a-request", name);
  return {
    ...outcome,
    result: "careless",
    findings: sortedBySeverity([...crash, ...outcome.findings]),
    requests: [...outcome.requests, { name, status: 0, result: "error" }],
  };
}

function findingsOf(weakness: string, ...requests: readonly string[]): readonly Finding[] {
  return weaknesses
    .filter(({ id }) => id === weakness)
    .map(({ id, severity, title, attack, fix }) => ({
      ...{ id, severity, title, attack, fix },
      requests,
    }));
}

function inconclusive(controls: TargetCheck["controls"], problem: string): Outcome {
  return { result: "inconclusive", problem, controls, findings: [], unread: [], requests: [] };
}

function slotOf(model: LoadBalancerModel, name: string): ProgramSlot | undefined {
  return programSlots(model).find((slot) => isNamed(slot, name));
}

function applicationOf(
  { applications }: EmulatorToCheckWith,
  { service, application }: TargetToCheck,
): RunningApplication {
  const found = applications.filter(
    ({ model }) =>
      (application === undefined || model.application === application) &&
      slotOf(model, service) !== undefined,
  );
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  const names = applications.flatMap(({ model }) =>
    programSlots(model).map(({ name }) => `${model.application}/${name}`),
  );
  throw new EmulatorError(
    first === undefined
      ? `There is no service or target group ${application === undefined ? "" : `${application}/`}${service}. Use one of: ${names.join(", ") || "none"}.`
      : `Several applications have a service ${service}. Name the application: ${found.map(({ model }) => model.application).join(", ")}.`,
  );
}

function poolOf({ userPools }: EmulatorToCheckWith, { action }: CheckedPage): RunningUserPool {
  const pool = userPools.find(({ model }) => model.poolArn === action.userPoolArn);
  if (pool !== undefined) return pool;
  throw new EmulatorError(
    `User pool ${action.userPoolArn} is not served here, so there are no keys to sign its tokens with. Add the stack that declares it.`,
  );
}
