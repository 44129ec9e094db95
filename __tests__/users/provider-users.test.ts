import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { addUser, listUsers } from "../../scripts/users/pool-users";

const name = "employees_emma@example.com";
const responses: Readonly<Record<string, object>> = {
  ListGroups: { Groups: [{ GroupName: "admins" }] },
  ListUsers: {
    Users: [
      {
        Username: "0b1c2d3e",
        UserStatus: "CONFIRMED",
        Enabled: true,
        Attributes: [{ Name: "email", Value: "anna@example.com" }],
      },
      {
        Username: name,
        UserStatus: "EXTERNAL_PROVIDER",
        Enabled: true,
        Attributes: [{ Name: "email", Value: "emma@example.com" }],
      },
    ],
  },
  AdminListGroupsForUser: { Groups: [] },
  AdminAddUserToGroup: {},
};

describe("users of an identity provider", () => {
  let server: Server;
  let client: CognitoIdentityProviderClient;
  const calls: [string, object][] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const action = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      calls.push([action, JSON.parse(Buffer.concat(chunks).toString())]);
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify(responses[action]));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const region = "eu-central-1";
    client = new CognitoIdentityProviderClient({
      endpoint: `http://127.0.0.1:${port}`,
      region,
      credentials,
    });
  });
  afterAll(() => {
    client.destroy();
    server.close();
  });

  const pool = () => ({ client, poolId: "eu-central-1_ExAmPlE01" });

  it("are listed with the name that Cognito finds them by", async () => {
    const users = await listUsers(pool());

    expect(users.map(({ email, username }) => [email, username])).toEqual([
      ["anna@example.com", undefined],
      ["emma@example.com", name],
    ]);
  });

  it("get into groups by that name", async () => {
    await addUser(pool(), name, ["admins"]);

    expect(calls.at(-1)).toEqual([
      "AdminAddUserToGroup",
      { UserPoolId: "eu-central-1_ExAmPlE01", Username: name, GroupName: "admins" },
    ]);
  });

  it("get into no group where one of them does not exist", async () => {
    const before = calls.length;

    await expect(addUser(pool(), name, ["admins", "admin"])).rejects.toThrow(
      /--group admin: the user pool has no such group. Did you mean "admins"\?/,
    );
    expect(calls.slice(before).map(([action]) => action)).toEqual(["ListGroups"]);
  });
});
