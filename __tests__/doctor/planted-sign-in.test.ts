import { withApplication } from "../support/synth-environment";
import { closedPort } from "./support/proxy";
import { actions, resources } from "./support/stacks";
import { connectionTo, findingIds, loginHost, type Patient, walked } from "./support/walked";

const client = "aws_cognito_user_pool_client";

const mistakes: readonly (readonly [string, Patient, proof: RegExp])[] = [
  [
    "redirect-mismatch",
    {
      edit: (stacks) => {
        for (const each of resources(stacks, client)) {
          each.callback_urls = ["https://app.example.com/"];
        }
      },
    },
    /redirect_mismatch[\s\S]*https:\/\/app\.example\.com\/oauth2\/idpresponse/,
  ],
  [
    "redirect-mismatch",
    // Another host of the same load balancer, which somebody forgot to declare.
    {
      prepare: ({ urls }) => ({
        url: new URL((urls.app ?? "").replace("//app.", "//www.")),
      }),
    },
    /https:\/\/www\.example\.com\/oauth2\/idpresponse/,
  ],
  [
    "invalid-scope",
    {
      environment: withApplication({
        defaultRoute: { access: { type: "login", scopes: ["openid", "email"] } },
      }),
      edit: (stacks) => {
        for (const each of resources(stacks, client)) each.allowed_oauth_scopes = ["openid"];
      },
    },
    /invalid_scope/,
  ],
  [
    "unauthorized-client",
    {
      edit: (stacks) => {
        for (const each of resources(stacks, client)) each.allowed_oauth_flows = ["implicit"];
      },
    },
    /unauthorized_client/,
  ],
  [
    "scope-openid-missing",
    {
      edit: (stacks) => {
        for (const each of resources(stacks, client)) each.allowed_oauth_scopes = ["email"];
        for (const { authenticate_cognito: login } of actions(stacks)) {
          if (login) login.scope = "email";
        }
      },
    },
    /scope is "email"/,
  ],
  [
    "login-domain-unreachable",
    { prepare: async () => ({ connectTo: [connectionTo(loginHost, await closedPort())] }) },
    /ECONNREFUSED/,
  ],
  [
    "egress-blocked",
    {
      edit: ({ app }) => {
        const rules = app.resource.aws_vpc_security_group_egress_rule;
        for (const [name, rule] of Object.entries<{ from_port: number }>(rules)) {
          if (name.startsWith("load_balancer") && rule.from_port === 443) delete rules[name];
        }
      },
    },
    /invalid code returns 500/,
  ],
  [
    "nonce-cookie-missing",
    {
      proxy: {
        onResponse: (headers) => {
          delete headers["set-cookie"];
        },
      },
    },
    /Cookies of the response: none/,
  ],
  [
    "callback-not-handled",
    {
      proxy: {
        respond: ({ url = "" }, response) => {
          if (!url.startsWith("/oauth2/idpresponse")) return false;
          response.end("a page of another server");
          return true;
        },
      },
    },
    /200 from the application/,
  ],
  [
    "callback-host",
    {
      proxy: {
        onRequest: (headers) => {
          headers.host = "origin.example.com";
        },
      },
    },
    /redirect_uri is https:\/\/origin\.example\.com/,
  ],
  [
    "login-pages-unavailable",
    {
      loginProxy: {
        respond: ({ url = "" }, response) => {
          if (!url.startsWith("/login")) return false;
          response.end("<h1>Login pages unavailable</h1>");
          return true;
        },
      },
    },
    /Login pages unavailable/,
  ],
];

describe("a mistake in how users sign in", () => {
  it.each(mistakes)("is named %s", async (id, patient, proof) => {
    const diagnosis = await walked(patient);

    expect(findingIds(diagnosis)).toContain(id);
    const finding = diagnosis.findings.find((each) => each.id === id);
    expect(finding?.proof.join("\n")).toMatch(proof);
    expect(diagnosis.healthy).toBe(false);
  });
});
