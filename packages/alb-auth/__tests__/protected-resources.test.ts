import { ProtectedResources } from "../index.ts";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01";
const environment = {
  COGNITO_ISSUER: issuer,
  APP_URL: "https://app.example.com",
  APP_URLS: "https://app.example.com,https://www.example.com",
  PROTECTED_RESOURCES:
    '[{"path":"/mcp","scopes":["tasks/read"]},{"path":"/mcp/admin","scopes":["tasks/write"]}]',
};
const resources = ProtectedResources.fromEnvironment(environment);
const metadataUrl = "https://app.example.com/.well-known/oauth-protected-resource";

describe("ProtectedResources", () => {
  it("describes a resource at the path that RFC 9728 builds from it", () => {
    expect(resources.metadata("/.well-known/oauth-protected-resource/mcp?x=1")).toEqual({
      resource: "https://app.example.com/mcp",
      authorization_servers: [issuer],
      scopes_supported: ["tasks/read"],
      bearer_methods_supported: ["header"],
    });
    expect(resources.metadata("/.well-known/oauth-protected-resource")).toBeUndefined();
    expect(resources.metadata("/mcp")).toBeUndefined();
    expect([...resources.metadataPaths].sort()).toEqual([
      "/.well-known/oauth-protected-resource/mcp",
      "/.well-known/oauth-protected-resource/mcp/admin",
    ]);
  });

  it.each([
    ["www.example.com", "https://www.example.com/mcp"],
    ["WWW.example.com", "https://www.example.com/mcp"],
    ["evil.example", "https://app.example.com/mcp"],
  ])("names only host names of the application: %s", (host, resource) => {
    expect(resources.metadata("/.well-known/oauth-protected-resource/mcp", host)).toMatchObject({
      resource,
    });
  });

  it.each([
    ["/mcp", "Bearer", `Bearer scope="tasks/read", resource_metadata="${metadataUrl}/mcp"`],
    [
      "/mcp/tools?x",
      'Bearer error="invalid_token"',
      `Bearer error="invalid_token", scope="tasks/read", resource_metadata="${metadataUrl}/mcp"`,
    ],
    [
      "/mcp/admin",
      'Bearer error="insufficient_scope", scope="tasks/write"',
      `Bearer error="insufficient_scope", scope="tasks/write", resource_metadata="${metadataUrl}/mcp/admin"`,
    ],
    ["/mcp2", "Bearer", "Bearer"],
    ["/", "Bearer", "Bearer"],
  ])("points from a 401 of %s to its metadata", (path, given, expected) => {
    expect(resources.challenge(given, path)).toBe(expected);
  });

  it("has none without the variable", () => {
    const none = ProtectedResources.fromEnvironment({});

    expect(none.metadataPaths).toEqual([]);
    expect(none.challenge("Bearer", "/mcp")).toBe("Bearer");
  });

  it.each(["{", "{}", "[1]", '[{"path":"/mcp"}]'])("rejects %s in the variable", (text) => {
    expect(() =>
      ProtectedResources.fromEnvironment({ ...environment, PROTECTED_RESOURCES: text }),
    ).toThrow(/PROTECTED_RESOURCES is not a list of resources/);
  });

  it("rejects a path, a scope, and a missing issuer", () => {
    expect(
      () =>
        new ProtectedResources({
          resources: [{ path: "/mcp/", scopes: ["a b"] }],
          issuers: [],
          appUrls: ["app"],
        }),
    ).toThrow(/path "\/mcp\/".+scope "a b".+"app", which is not a URL.+"issuers" is empty/);
  });
});
