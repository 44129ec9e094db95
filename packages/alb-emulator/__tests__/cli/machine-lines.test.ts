import { machineLines } from "../../src/cli/machine-lines.ts";
import type { AppClient, UserPoolModel } from "../../src/model/user-pool.ts";

const client = (name: string, flow: string) =>
  ({
    name,
    clientId: `id-of-${name}`,
    clientSecret: `secret-of-${name}`,
    allowedOAuthFlows: [flow],
  }) as Partial<AppClient>;

const pool = (...clients: Partial<AppClient>[]) => ({ clients }) as unknown as UserPoolModel;

describe(machineLines, () => {
  it("says how each program gets a token, and nothing about the clients of load balancers", () => {
    const model = pool(client("billing", "client_credentials"), client("app", "code"));

    expect(machineLines([{ model, domainUrl: "http://login.localhost:3001" }])).toBe(
      "  billing\n" +
        "    curl -s -u id-of-billing:secret-of-billing -d grant_type=client_credentials http://login.localhost:3001/oauth2/token",
    );
  });

  it("is empty without programs, and for a pool without a domain", () => {
    expect(
      machineLines([
        { model: pool(client("app", "code")), domainUrl: "http://login.localhost:3001" },
        { model: pool(client("billing", "client_credentials")), domainUrl: undefined },
      ]),
    ).toBe("");
  });
});
