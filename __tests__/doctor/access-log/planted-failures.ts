import { stateOf } from "../../../packages/alb-emulator/__tests__/load-balancer/support/browser";
import { jwt } from "../../../packages/alb-emulator/__tests__/load-balancer/support/fake-cognito";
import {
  clientId,
  forward,
  issuer,
  login,
  model,
  paths,
  rule,
} from "../../../packages/alb-emulator/__tests__/load-balancer/support/model";
import { rawRequest } from "../../../packages/alb-emulator/__tests__/load-balancer/support/raw-request";
import {
  type Stage,
  setStage,
} from "../../../packages/alb-emulator/__tests__/load-balancer/support/stage";
import { waitUntil } from "../../../packages/alb-emulator/__tests__/load-balancer/support/wait-until";

/** What no text about a failure may contain. */
export const secret = "planted-secret-0123456789abcdef";

/** A failure, planted in the emulator, and the finding that its line in the access log must lead to. */
export interface Planted {
  readonly finding: string;
  readonly plant: (stage: Stage) => Promise<unknown>;
}

const start = async (stage: Stage) => stateOf(await stage.browser.get(`/?token=${secret}`));

/** Starts a sign-in and completes it. */
export const callBack = async (stage: Stage, query = "") =>
  stage.browser.get(`/oauth2/idpresponse?${query}code=${secret}&state=${await start(stage)}`);

/** Clock of the emulator; a failure may move it. */
export const clock = { nowMs: Date.now() };

/** Failures by what is planted. */
export const planted: Readonly<Record<string, Planted>> = {
  "a callback without state": {
    finding: "auth-missing-state-param",
    plant: ({ browser }) => browser.get(`/oauth2/idpresponse?code=${secret}`),
  },
  "a sign-in that took too long": {
    finding: "auth-invalid-state-param",
    plant: async (stage) => {
      const state = await start(stage);
      clock.nowMs += 16 * 60_000;
      await stage.browser.get(`/oauth2/idpresponse?code=${secret}&state=${state}`);
    },
  },
  "another browser": {
    finding: "auth-missing-awsalb-auth-nonce",
    plant: async (stage) => {
      const state = await start(stage);
      stage.browser.cookies.clear();
      await stage.browser.get(`/oauth2/idpresponse?code=${secret}&state=${state}`);
    },
  },
  "a second tab": {
    finding: "auth-invalid-awsalb-auth-nonce",
    plant: async (stage) => {
      const state = await start(stage);
      await start(stage);
      await stage.browser.get(`/oauth2/idpresponse?code=${secret}&state=${state}`);
    },
  },
  "a scope that the app client does not allow": {
    finding: "invalid-scope",
    plant: async (stage) =>
      stage.browser.get(
        `/oauth2/idpresponse?error_description=invalid_scope&state=${await start(stage)}&error=invalid_request`,
      ),
  },
  "an app client without the code grant": {
    finding: "unauthorized-client",
    plant: async (stage) =>
      stage.browser.get(
        `/oauth2/idpresponse?error=unauthorized_client&state=${await start(stage)}`,
      ),
  },
  "a user who cancels": {
    finding: "access-denied",
    plant: async (stage) =>
      stage.browser.get(`/oauth2/idpresponse?error=access_denied&state=${await start(stage)}`),
  },
  "a code that was used before": {
    finding: "auth-invalid-grant-error",
    plant: (stage) => {
      stage.cognito.token = () => ({ status: 400, body: { error: "invalid_grant" } });
      return callBack(stage);
    },
  },
  "a wrong client secret": {
    finding: "auth-invalid-token-response",
    plant: (stage) => {
      stage.cognito.token = () => ({ status: 400, body: { error: "invalid_client" } });
      return callBack(stage);
    },
  },
  "an ID token of another app client": {
    finding: "auth-invalid-id-token",
    plant: (stage) => {
      const id_token = jwt({ iss: issuer, aud: `not-${clientId}`, exp: 9e9 });
      stage.cognito.token = () => ({ status: 200, body: stage.cognito.tokens({ id_token }) });
      return callBack(stage);
    },
  },
  "a token endpoint that cannot be reached": {
    finding: "auth-token-ep-request-failed",
    plant: (stage) => {
      stage.cognito.token = () => "hang up";
      return callBack(stage);
    },
  },
  "a user info endpoint that cannot be reached": {
    finding: "auth-userinfo-ep-request-failed",
    plant: (stage) => {
      stage.cognito.userInfo = () => "hang up";
      return callBack(stage);
    },
  },
  "an access token without the scope openid": {
    finding: "auth-invalid-userinfo-response",
    plant: (stage) => {
      stage.cognito.userInfo = () => ({ status: 401, body: { error: "invalid_token" } });
      return callBack(stage);
    },
  },
  "claims that are too large": {
    finding: "auth-userinfo-response-size-exceeded",
    plant: (stage) => {
      stage.cognito.claims = { sub: "user-1", groups: "g".repeat(12_000) };
      return callBack(stage);
    },
  },
  "a cookie that was changed": {
    finding: "auth-invalid-cookie",
    plant: async (stage) => {
      await callBack(stage);
      stage.browser.cookies.set("AWSELBAuthSessionCookie-0", secret);
      await stage.browser.get("/");
    },
  },
  "HTTP/1.0 without a Host header": {
    finding: "auth-missing-host-header",
    plant: ({ loadBalancer }) => rawRequest(loadBalancer.port, "GET / HTTP/1.0\r\n\r\n"),
  },
  "an API call without a session": {
    finding: "elb-401",
    plant: ({ browser }) => browser.get("/api/tasks"),
  },
  "a method that load balancers reject": {
    finding: "elb-405",
    plant: ({ loadBalancer }) =>
      rawRequest(loadBalancer.port, "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
  },
  "bytes that are no request": {
    finding: "elb-400",
    plant: ({ loadBalancer }) => rawRequest(loadBalancer.port, `${secret}\r\n\r\n`),
  },
  "a circle of proxies": {
    finding: "elb-463",
    plant: ({ browser }) =>
      browser.get("/open", {
        headers: { "x-forwarded-for": Array(31).fill("192.0.2.1").join(", ") },
      }),
  },
  "a URL that is too long": {
    finding: "elb-414",
    plant: ({ browser }) => browser.get(`/${"a".repeat(17_000)}`),
  },
  "a target that has ended": {
    finding: "elb-502",
    plant: (stage) => {
      stage.server.closeAllConnections();
      stage.server.close();
      return stage.browser.get("/open");
    },
  },
  "a rule that responds itself": {
    finding: "elb-fixed-response",
    plant: ({ browser }) => browser.get("/closed"),
  },
};

const rules = [
  rule(1, [paths("/open")], forward),
  rule(2, [paths("/api/*")], login({ onUnauthenticatedRequest: "deny" }), forward),
  rule(3, [paths("/closed")], {
    type: "fixed-response",
    statusCode: 404,
    contentType: undefined,
    messageBody: "",
  }),
];

/** The emulator of a load balancer with a rule for every kind of failure. */
export const plantedStage = (changes: Parameters<typeof model>[1] = {}) =>
  setStage(model(rules, changes), { clock: () => clock.nowMs });

/** Lines of the access log, once there is one for every request so far. */
export async function linesOf(stage: Stage): Promise<readonly string[]> {
  await waitUntil(() => stage.lines.length >= stage.events.length && stage.lines.length > 0);
  return stage.lines;
}
