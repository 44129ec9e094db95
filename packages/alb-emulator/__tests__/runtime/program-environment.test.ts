import { programEnvironment } from "../../src/runtime/program-environment.ts";

const urls = { ALB_PUBLIC_KEYS_URL: "http://a", COGNITO_JWKS_URL: "http://b", INSPECTOR_URL: "" };

function environmentOf(environment: Record<string, string>, isOwnProgram = false) {
  const notices: string[] = [];
  const result = programEnvironment(
    { application: "app", name: "web", type: "service", environment, secrets: ["TOKEN"] },
    {
      urls,
      ownEnvironment: { PATH: "/bin", NODE_OPTIONS: "--own", TOKEN: "secret", MINE: "1" },
      isOwnProgram,
      onNotice: (text) => notices.push(text),
    },
  );
  return { result, notices };
}

describe(programEnvironment, () => {
  it("gives a container the task definition's variables, its secrets and local addresses", () => {
    expect(environmentOf({ LOG_LEVEL: "info" }).result).toEqual({
      ...urls,
      PATH: "/bin",
      LOG_LEVEL: "info",
      TOKEN: "secret",
      HOST: "127.0.0.1",
    });
  });

  it("lets Node programs trust the emulator, unless the developer names another authority", () => {
    const environmentWith = (own: Record<string, string>) =>
      programEnvironment(
        { application: "app", name: "web", type: "service", environment: {}, secrets: [] },
        { urls, caFile: "/ca.pem", ownEnvironment: own, isOwnProgram: true, onNotice: () => {} },
      ).NODE_EXTRA_CA_CERTS;

    expect(environmentWith({})).toBe("/ca.pem");
    expect(environmentWith({ NODE_EXTRA_CA_CERTS: "/own.pem" })).toBe("/own.pem");
  });

  it("gives an own program the developer's variables as well", () => {
    expect(environmentOf({}, true).result).toMatchObject({ MINE: "1", NODE_OPTIONS: "--own" });
  });

  it.each([
    ...["NODE_OPTIONS", "NODE_PATH", "NODE_V8_COVERAGE", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES"],
    ...["PATH", "BASH_ENV", "npm_config_script_shell", "NPM_CONFIG_NODE_OPTIONS", "HOME"],
    ...["GIT_SSH_COMMAND", "PYTHONSTARTUP", "PERL5OPT", "RUBYOPT", "JAVA_TOOL_OPTIONS"],
    "Node_Options",
  ])("does not pass on %s of a task definition, and says so", (name) => {
    const { result, notices } = environmentOf({ [name]: "from-json" }, true);

    expect(Object.values(result)).not.toContain("from-json");
    expect(notices).toEqual([expect.stringContaining(`app/web: the task definition sets ${name}`)]);
  });

  it.each([
    ...["NODE_ENV", "NODE_DEBUG", "LDAP_URL", "GITHUB_TOKEN", "GIT_SHA", "GEMINI_API_KEY"],
    ...["PYTHONUNBUFFERED", "HOME_PAGE", "ENV", "HTTP_PROXY", "NPM_TOKEN", "discovery.type"],
  ])("passes on %s", (name) => {
    expect(environmentOf({ [name]: "from-json" })).toMatchObject({
      result: { [name]: "from-json" },
      notices: [],
    });
  });
});
