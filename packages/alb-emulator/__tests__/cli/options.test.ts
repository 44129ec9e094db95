import { parseOptions, UsageError } from "../../src/cli/options.ts";

describe("parseOptions", () => {
  it("takes the environment from the command line before the variable", () => {
    expect(parseOptions([], { ENVIRONMENT: "minimal" })).toMatchObject({ environment: "minimal" });
    expect(parseOptions(["--environment", "example"], { ENVIRONMENT: "minimal" })).toMatchObject({
      environment: "example",
    });
  });

  it.each([
    ["web=http://localhost:3000", undefined, "web", { url: new URL("http://localhost:3000") }],
    [
      "tasks/web=https://localhost:3000/",
      "tasks",
      "web",
      { url: new URL("https://localhost:3000/") },
    ],
    ["web=npm run dev", undefined, "web", { command: "npm run dev" }],
    [
      "web=FOO=bar ./start --url=http://x",
      undefined,
      "web",
      { command: "FOO=bar ./start --url=http://x" },
    ],
  ])("reads --service %s", (text, application, service, program) => {
    expect(parseOptions(["--service", text], {})).toMatchObject({
      services: [{ application, service, program }],
    });
  });

  it("names everything that is wrong at once", () => {
    const parse = () =>
      parseOptions(
        [
          "--port",
          "http",
          "--inspector-port",
          "70000",
          "--service",
          "web",
          "--client-oidc-headers",
          "keep",
        ],
        {},
      );

    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(
      /--port "http"[\s\S]*--inspector-port "70000"[\s\S]*--service "web"[\s\S]*--client-oidc-headers "keep"|--service "web"[\s\S]*"keep"[\s\S]*"http"[\s\S]*"70000"/,
    );
  });

  it("refuses an option that it does not know", () => {
    expect(() => parseOptions(["--portt", "1"], {})).toThrow(/--portt/);
  });
});
