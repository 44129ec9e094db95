import { join } from "node:path";
import { readStacks, type Source } from "alb-emulator";
import { withApplication } from "../support/synth-environment";
import { actions } from "./support/stacks";
import { findingIds, type Patient, password, user, walked } from "./support/walked";

const scoped = withApplication({
  routes: [
    {
      conditions: { paths: ["/mail"] },
      access: { type: "login", scopes: ["openid", "email"] },
      target: { type: "service", service: "web" },
    },
  ],
});

const signedIn = { credentials: { user, password } };

/** Source whose load balancers have another client secret than the user pool. */
function withOtherSecret(folder: string): Source {
  return {
    watched: () => ({ folders: [] }),
    read: async () => {
      const stacks = join(folder, "stacks");
      const model = readStacks(stacks);
      const other = readStacks(stacks);
      const loadBalancers = JSON.parse(
        JSON.stringify(other.loadBalancers).replace(
          /"clientSecret":"[^"]*"/g,
          '"clientSecret":"the-secret-before-it-was-rotated"',
        ),
      );
      return { ...model, loadBalancers };
    },
  };
}

const mistakes: readonly (readonly [string, Patient, proof: RegExp])[] = [
  [
    "sign-in-rejected",
    { options: { credentials: { user, password: "Not-The-Password-9" } } },
    /asks for the password again/,
  ],
  ["token-rejected", { options: signedIn, source: withOtherSecret }, /idpresponse returns 561/],
  [
    "claims-too-large",
    {
      options: signedIn,
      emulator: {
        users: [
          {
            ...{ email: user, password },
            groups: [],
            attributes: {
              name: "x".repeat(2000),
              address: "y".repeat(2000),
              profile: "z".repeat(2000),
              website: "w".repeat(2000),
              picture: "v".repeat(2000),
              nickname: "u".repeat(2000),
            },
          },
        ],
      },
    },
    /idpresponse returns 500/,
  ],
  [
    "session-not-kept",
    {
      options: signedIn,
      proxy: {
        onRequest: (headers) => {
          headers.cookie = (headers.cookie ?? "")
            .split("; ")
            .filter((cookie) => !cookie.startsWith("AWSELB"))
            .join("; ");
        },
      },
    },
    /redirect to sign-in/,
  ],
  [
    "session-cookie-shared",
    {
      options: signedIn,
      environment: scoped,
      compareWith: scoped,
      edit: (stacks) => {
        for (const { authenticate_cognito: login } of actions(stacks)) {
          if (login) login.session_cookie_name = "AWSELBAuthSessionCookie";
        }
      },
    },
    /Signed in with "openid", the browser gets \/mail, which requests "email openid"/,
  ],
  [
    "session-cookie-attributes",
    {
      options: signedIn,
      proxy: {
        onResponse: (headers) => {
          const cookies = headers["set-cookie"];
          if (cookies === undefined) return;
          headers["set-cookie"] = cookies.map((cookie) =>
            cookie.startsWith("AWSELB") ? cookie.replace(/; ?HttpOnly/i, "") : cookie,
          );
        },
      },
    },
    /not HttpOnly/,
  ],
  [
    "application-401",
    {
      options: signedIn,
      emulator: { services: { web: () => (_request, response) => response.writeHead(401).end() } },
    },
    /401 from the application/,
  ],
  [
    "application-431",
    {
      options: signedIn,
      emulator: { services: { web: () => (_request, response) => response.writeHead(431).end() } },
    },
    /431 from the application/,
  ],
  [
    "sign-out-incomplete",
    {
      options: signedIn,
      emulator: {
        services: {
          web: (environment) => (request, response) => {
            if (request.method !== "POST") response.end("hello");
            else {
              const { COGNITO_DOMAIN_URL, COGNITO_CLIENT_ID, APP_URL, SIGNED_OUT_PATH } =
                environment;
              response.writeHead(302, {
                location: `${COGNITO_DOMAIN_URL}/logout?client_id=${COGNITO_CLIENT_ID}&logout_uri=${APP_URL}${SIGNED_OUT_PATH}`,
              });
              response.end();
            }
          },
        },
      },
    },
    /Still in the browser: AWSELBAuthSessionCookie-0/,
  ],
  [
    "sign-out-url-not-registered",
    {
      options: signedIn,
      edit: ({ app }) => {
        for (const client of Object.values<{ logout_urls: string[] }>(
          app.resource.aws_cognito_user_pool_client,
        )) {
          client.logout_urls = ["https://app.example.com/goodbye"];
        }
      },
    },
    /returns 4\d\d for/,
  ],
  [
    "issuer-other-pool",
    {
      prepare: ({ urls }) => ({ issuer: new URL(urls.app ?? "") }),
      proxy: {
        respond: ({ url = "" }, response) => {
          if (!url.includes(".well-known")) return false;
          const authorization_endpoint = "https://other-login.example.com/oauth2/authorize";
          response.end(JSON.stringify({ authorization_endpoint }));
          return true;
        },
      },
    },
    /other-login/,
  ],
  [
    "issuer-unreachable",
    {
      prepare: () => ({
        issuer: new URL("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Replaced1"),
      }),
    },
    /returns 404/,
  ],
];

describe("a mistake that a signed-in user meets", () => {
  it.each(mistakes)("is named %s", async (id, patient, proof) => {
    const diagnosis = await walked(patient);

    expect(findingIds(diagnosis)).toEqual([id]);
    expect(diagnosis.findings[0]?.proof.join("\n")).toMatch(proof);
  });
});

describe("what the doctor says", () => {
  it("contains no password, cookie, code, state or token", async () => {
    const secrets: string[] = [];
    const diagnosis = await walked({
      environment: withApplication({
        defaultRoute: { access: { type: "login", scopes: ["openid", "email"] } },
      }),
      options: signedIn,
      proxy: {
        onRequest: ({ cookie = "" }) => {
          for (const pair of cookie.split("; ")) secrets.push(pair.replace(/^[^=]*=/, ""));
        },
        respond: ({ url = "" }) => {
          for (const name of ["code", "state"]) {
            secrets.push(new URL(url, "http://app").searchParams.get(name) ?? "");
          }
          return false;
        },
      },
      emulator: {
        services: {
          web: () => (request, response) => {
            // A program that repeats everything that it gets.
            secrets.push(String(request.headers["x-amzn-oidc-data"] ?? ""));
            secrets.push(String(request.headers["x-amzn-oidc-accesstoken"] ?? ""));
            response.writeHead(401, { "x-echo": String(request.headers["x-amzn-oidc-data"]) });
            response.end(JSON.stringify(request.headers));
          },
        },
      },
    });
    const said = JSON.stringify(diagnosis);

    const planted = [password, ...secrets].filter((value) => value.length > 5);
    expect(planted.length).toBeGreaterThan(6);
    for (const secret of planted) {
      expect(said).not.toContain(secret);
      expect(said).not.toContain(encodeURIComponent(secret));
    }
  });
});
