import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import { ResourceServer } from "../../../constructs/identity/resource-server";
import type { UserPool } from "../../../constructs/identity/user-pool";
import { address, resources, synthStack } from "../../support/synth";

const userPool = { userPoolId: "eu-central-1_pool" } as UserPool;

describe(ResourceServer, () => {
  it("declares every scope with its description, in order", () => {
    const json = synthStack((stack) => {
      new ResourceServer(stack, "resource_server", {
        userPool,
        identifier: "tasks",
        scopes: { write: "Add and change tasks", read: "Read tasks" },
      });
    });

    expect(resources(json, CognitoResourceServer)).toEqual([
      {
        user_pool_id: "eu-central-1_pool",
        identifier: "tasks",
        name: "tasks",
        scope: [
          { scope_name: "write", scope_description: "Add and change tasks" },
          { scope_name: "read", scope_description: "Read tasks" },
        ],
      },
    ]);
  });

  it("replaces the characters of a URL that a name must not contain", () => {
    const json = synthStack((stack) => {
      new ResourceServer(stack, "resource_server", {
        userPool,
        identifier: "https://api.example.com",
        scopes: { read: "Read" },
      });
    });

    expect(json).toHaveResourceWithProperties(CognitoResourceServer, {
      identifier: "https://api.example.com",
      name: "https-api.example.com",
    });
  });

  it("exposes a plain address to depend on", () => {
    let fqn = "";
    const json = synthStack((stack) => {
      const server = new ResourceServer(stack, "resource_server", {
        userPool,
        identifier: "https://api.example.com",
        scopes: { read: "Read", write: "Write" },
      });
      fqn = server.resource.fqn;
    });

    expect(fqn).toBe(address(json, CognitoResourceServer));
  });
});
