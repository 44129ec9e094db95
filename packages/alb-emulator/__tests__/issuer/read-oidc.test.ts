import { EmulatorError } from "../../src/model/emulator-error.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { httpsListener, issuesOf, readEdited } from "../terraform/support/fixture-stacks.ts";
import { oidc, withOidc } from "./oidc-action.ts";

function withAction(authenticate_oidc: unknown) {
  return (stacks: Record<string, unknown>) => {
    httpsListener(stacks.tasks).default_action[0] = {
      ...{ type: "authenticate-oidc", order: 1 },
      authenticate_oidc,
    };
  };
}

describe("an authenticate-oidc action in Terraform", () => {
  it("is read with AWS's defaults", () => {
    const { scope: _, session_cookie_name: __, ...required } = oidc;
    const model = readEdited(withAction([required]));
    const tasks = model.loadBalancers.find(({ application }) => application === "tasks");
    const listener = tasks?.listeners.find(({ protocol }) => protocol === "HTTPS");

    expect(listener?.defaultRule.actions[0]).toEqual({
      type: "authenticate-oidc",
      scope: "openid",
      sessionCookieName: "AWSELBAuthSessionCookie",
      sessionTimeoutSeconds: 604_800,
      onUnauthenticatedRequest: "authenticate",
      extraParameters: {},
      provider: {
        issuer: oidc.issuer,
        authorizationEndpoint: oidc.authorization_endpoint,
        tokenEndpoint: oidc.token_endpoint,
        userInfoEndpoint: oidc.user_info_endpoint,
        clientId: oidc.client_id,
        clientSecret: oidc.client_secret,
      },
    });
  });

  it("needs its block, and every attribute of it but the secret", () => {
    expect(issuesOf(withAction(undefined))).toEqual([
      expect.stringMatching(/an action of type authenticate-oidc has no authenticate_oidc block/),
    ]);
    const { client_secret: _, token_endpoint: __, ...others } = oidc;
    expect(issuesOf(withAction(others))).toEqual([
      expect.stringMatching(/default_action\.0\.authenticate_oidc\.token_endpoint is missing/),
    ]);
  });

  it("does not show its secret in issues", () => {
    const issues = [
      ...issuesOf(withAction([oidc, oidc])),
      ...issuesOf(withAction({ ...oidc, client_secret: ["not-to-be-shown"] })),
      ...issuesOf(withAction({ ...oidc, scope: { client_secret: "not-to-be-shown" } })),
    ];

    expect(issues).toHaveLength(3);
    expect(issues.join()).not.toContain("not-to-be-shown");
  });
});

describe("a remote issuer", () => {
  let fixture: EmulatorFixture;
  beforeEach(() => {
    fixture = new EmulatorFixture();
  });
  afterEach(() => fixture.close());

  it("must be one that an action names", async () => {
    fixture.editStack("tasks", (text) => withOidc(text));

    await expect(fixture.start({ remoteIssuers: ["dev-123.okta.com"] })).rejects.toThrow(
      new EmulatorError(
        "No authenticate-oidc action has an issuer on dev-123.okta.com, so nothing would be called there (--remote-issuer). Use one of: id.example.org.",
      ),
    );
  });

  it("needs the client's secret", async () => {
    const secret = "${data.aws_secretsmanager_secret_version.oidc.secret_string}";
    fixture.editStack("tasks", (text) => withOidc(text, { client_secret: secret }));

    await expect(fixture.start({ remoteIssuers: ["id.example.org"] })).rejects.toThrow(
      /^The secret of client client-of-the-team is not known here/,
    );
  });

  it("is named at the start, with the callback URL to register", async () => {
    fixture.editStack("tasks", (text) => withOidc(text));
    const notices: string[] = [];
    const emulator = await fixture.start({
      remoteIssuers: ["id.example.org"],
      onEvent: ({ source, event }) => {
        if (source === "notice") notices.push(`${event.text} ${event.explanation ?? ""}`);
      },
    });

    expect(emulator.issuers).toEqual([]);
    expect(notices).toContainEqual(
      expect.stringContaining(
        `Users sign in at ${oidc.issuer} itself, on the network. Register the callback URLs of this machine there: ${emulator.urlOf("tasks")}/oauth2/idpresponse`,
      ),
    );
  });
});
