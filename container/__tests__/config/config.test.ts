import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ConfigError, parseConfig } from "../../config/config";
import { environment } from "../support/app";

const root = join(__dirname, "..", "..", "..");

function issuesOf(changes: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig({ ...environment, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
}

describe("parseConfig", () => {
  it("derives optional values", () => {
    const config = parseConfig(environment);

    expect(config.publicKeysUrl.href).toBe(
      "https://public-keys.auth.elb.eu-central-1.amazonaws.com/",
    );
    expect(config.logLevel).toBe("info");
    expect(config.appUrls.map(({ origin }) => origin)).toEqual(["https://app.example.com"]);
    expect(config).toMatchObject({
      host: undefined,
      signOutPath: "/logout",
      signedOutPath: "/signed-out",
      idleTimeoutSeconds: 60,
      stopTimeoutSeconds: 30,
    });
  });

  it("reads what the stacks set for several host names, other paths and other timeouts", () => {
    const config = parseConfig({
      ...environment,
      APP_URLS: "https://app.example.com,https://wiki.example.com",
      SIGN_OUT_PATH: "/bye",
      SIGNED_OUT_PATH: "/gone",
      IDLE_TIMEOUT_SECONDS: "4000",
      STOP_TIMEOUT_SECONDS: "2",
      HOST: "127.0.0.1",
    });

    expect(config.appUrls.map(({ origin }) => origin)).toEqual([
      "https://app.example.com",
      "https://wiki.example.com",
    ]);
    expect(config).toMatchObject({
      host: "127.0.0.1",
      signOutPath: "/bye",
      signedOutPath: "/gone",
      idleTimeoutSeconds: 4000,
      stopTimeoutSeconds: 2,
    });
  });

  it("reads lists with spaces, and uses the first client id for sign-out", () => {
    const config = parseConfig({ ...environment, COGNITO_CLIENT_ID: "new1, old2" });

    expect(config.clientIds).toEqual(["new1", "old2"]);
    expect(config.clientId).toBe("new1");
  });

  it("finds Cognito's API in the region of either issuer of the pool, or where it is told", () => {
    const apiUrlOf = (changes: Record<string, string>) =>
      parseConfig({ ...environment, ...changes }).cognitoApiUrl.href;
    const other = "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ExAmPlE01";

    expect(apiUrlOf({})).toBe("https://cognito-idp.eu-central-1.amazonaws.com/");
    expect(apiUrlOf({ COGNITO_ISSUER: other })).toBe(
      "https://cognito-idp.eu-west-1.amazonaws.com/",
    );
    expect(apiUrlOf({ COGNITO_API_URL: "http://127.0.0.1:1/" })).toBe("http://127.0.0.1:1/");
  });

  it("names the container after its ECS id", () => {
    const ECS_CONTAINER_METADATA_URI_V4 = "http://169.254.170.2/v4/0123abcd-527074092";

    expect(parseConfig({ ...environment, ECS_CONTAINER_METADATA_URI_V4 }).containerName).toBe(
      "0123abcd-527074092",
    );
  });

  it.each([
    ["PORT", "80a", "is not a TCP port"],
    ["PORT", "65536", "is not a TCP port"],
    ["APP_URL", "app.example.com", "is not a URL"],
    ["APP_URL", "http://app.example.com", "does not use https"],
    ["APP_URL", "https://app.example.com/app", "has a path or query"],
    ["APP_URL", "https://user:secret@app.example.com", "contains a user name"],
    ["ALB_ARN", "arn:aws:s3:::bucket", "not an Application Load Balancer ARN"],
    ["ALB_ARN", `${environment.ALB_ARN},`, 'contains ""'],
    ["ALB_ARN", String(environment.ALB_ARN).replace(":aws:", ":aws-cn:"), "ALB_PUBLIC_KEYS_URL"],
    ["COGNITO_ISSUER", `${environment.COGNITO_ISSUER}/`, "without a trailing slash"],
    ["COGNITO_CLIENT_ID", "a b", "not an app client id"],
    ["COGNITO_DOMAIN_URL", "example", "is not a URL"],
    ["SESSION_COOKIE_NAMES", "a;b", "not a valid cookie name"],
    ["ALB_PUBLIC_KEYS_URL", "ftp://keys", "does not use https"],
    ["COGNITO_JWKS_URL", "/jwks.json", "is not a URL"],
    ["COGNITO_API_URL", "http://cognito.example", "does not use https"],
    ["LOG_LEVEL", "loud", "is not a log level"],
    [
      "APP_URLS",
      "https://app.example.com,wiki.example.com",
      'contains "wiki.example.com", which is not',
    ],
    ["APP_URLS", "https://app.example.com,", 'contains ""'],
    ["SIGN_OUT_PATH", "logout", "is not the path of a sign-out route"],
    ["SIGN_OUT_PATH", "//evil.example", "is not the path of a sign-out route"],
    ["SIGN_OUT_PATH", "/:any", "is not the path of a sign-out route"],
    ["SIGNED_OUT_PATH", "/gone?x=1", "is not the path of a sign-out route"],
    ["SIGNED_OUT_PATH", "/logout", "is also the path that signs out"],
    ["IDLE_TIMEOUT_SECONDS", "0", "from 1 to 4000"],
    ["IDLE_TIMEOUT_SECONDS", "4001", "from 1 to 4000"],
    ["IDLE_TIMEOUT_SECONDS", "1e3", "from 1 to 4000"],
    ["STOP_TIMEOUT_SECONDS", "1", "from 2 to 120"],
    ["DEMO_PAGES", "tasks,reports", 'contains "reports"'],
    ["HOST", "127.0.0.1:8080", "is not an address to listen on"],
    ["INSPECTOR_URL", "http://inspector.example", "does not use https"],
  ])("rejects %s %p", (name, value, part) => {
    const issues = issuesOf({ [name]: value });

    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain(`${name} "${value}"`);
    expect(issues[0]).toContain(part);
  });

  it.each(Object.keys(environment))("rejects a missing or empty %s", (name) => {
    for (const value of [undefined, "", "  "]) {
      expect(issuesOf({ [name]: value })).toEqual([
        expect.stringMatching(new RegExp(`^${name} is not set\\.`)),
      ]);
    }
  });

  it.each([
    "http://app.example.com.localhost:8080",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
  ])("accepts plain http for %s", (url) => {
    expect(issuesOf({ APP_URL: url, COGNITO_DOMAIN_URL: url })).toEqual([]);
  });
});

describe("npm run container", () => {
  it("reports every invalid variable, exits with 1 and shows no stack trace", () => {
    const started = spawnSync(process.execPath, [join(root, "container/build.mjs"), "--start"], {
      env: { PATH: process.env.PATH, PORT: "http", APP_URL: "nowhere", LOG_LEVEL: "loud" },
      encoding: "utf8",
    });

    expect(started.status).toBe(1);
    expect(started.stdout).toBe("");
    for (const name of [...Object.keys(environment), "LOG_LEVEL"]) {
      expect(started.stderr).toContain(`- ${name} `);
    }
    expect(started.stderr).not.toMatch(/^\s+at /m);
  });
});
